CREATE TABLE apart (
    id BIGSERIAL NOT NULL,
    path BYTEA NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX apart_path ON apart (path);
CREATE TABLE chosen_keeper (
    id BIGSERIAL NOT NULL,
    sha256 BYTEA NOT NULL,
    path BYTEA NOT NULL,
    decided TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX chosen_keeper_content ON chosen_keeper (sha256);
CREATE TABLE content (
    id BIGSERIAL NOT NULL,
    sha256 BYTEA NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    format TEXT COLLATE "C" NOT NULL,
    sharpness FLOAT NOT NULL,
    captured TEXT COLLATE "C",
    camera TEXT COLLATE "C",
    latitude FLOAT,
    longitude FLOAT,
    software TEXT COLLATE "C",
    exposure FLOAT,
    aperture FLOAT,
    bias FLOAT,
    iso BIGINT,
    PRIMARY KEY (id),
    UNIQUE (sha256)
);
CREATE TABLE decision (
    id BIGSERIAL NOT NULL,
    a_sha256 BYTEA NOT NULL,
    b_sha256 BYTEA NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    copies BIGINT NOT NULL,
    decided TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX decision_pair ON decision (a_sha256, b_sha256);
CREATE TABLE drive (
    id BIGSERIAL NOT NULL,
    volume TEXT COLLATE "C" NOT NULL,
    top BYTEA NOT NULL,
    inside BYTEA NOT NULL,
    seen TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX drive_place ON drive (volume, top);
CREATE TABLE looked_over (
    id BIGSERIAL NOT NULL,
    path BYTEA NOT NULL,
    sha256 BYTEA NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX looked_over_path ON looked_over (path);
CREATE TABLE mark (
    id BIGSERIAL NOT NULL,
    path BYTEA NOT NULL,
    sha256 BYTEA NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX mark_path ON mark (path);
CREATE TABLE model (
    id BIGSERIAL NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    dim BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (digest)
);
CREATE TABLE removal_session (
    id BIGSERIAL NOT NULL,
    began TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE scan (
    id BIGSERIAL NOT NULL,
    finished TEXT COLLATE "C" NOT NULL,
    roots TEXT COLLATE "C" NOT NULL,
    scanned BIGINT NOT NULL,
    seconds FLOAT NOT NULL,
    backend TEXT COLLATE "C" NOT NULL,
    model TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE skip (
    path BYTEA NOT NULL,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    reader TEXT COLLATE "C" NOT NULL,
    present BOOLEAN NOT NULL,
    sha256 BYTEA,
    PRIMARY KEY (path)
);
CREATE TABLE spared (
    id BIGSERIAL NOT NULL,
    path BYTEA NOT NULL,
    sha256 BYTEA NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX spared_path ON spared (path);
CREATE TABLE draft (
    content_id BIGINT NOT NULL,
    PRIMARY KEY (content_id),
    FOREIGN KEY(content_id) REFERENCES content (id) ON DELETE CASCADE
);
CREATE TABLE embedding (
    model_id BIGINT NOT NULL,
    content_id BIGINT NOT NULL,
    vector BYTEA NOT NULL,
    compared BOOLEAN NOT NULL,
    PRIMARY KEY (model_id, content_id),
    FOREIGN KEY(model_id) REFERENCES model (id) ON DELETE CASCADE,
    FOREIGN KEY(content_id) REFERENCES content (id) ON DELETE CASCADE
);
CREATE INDEX embedding_waiting ON embedding (model_id, content_id, compared) WHERE NOT compared;
CREATE TABLE lsh_index (
    id BIGSERIAL NOT NULL,
    model_id BIGINT NOT NULL,
    bits BIGINT NOT NULL,
    tables BIGINT NOT NULL,
    probes BIGINT NOT NULL,
    hyperplanes BYTEA NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (model_id),
    FOREIGN KEY(model_id) REFERENCES model (id) ON DELETE CASCADE
);
CREATE TABLE photo (
    id BIGSERIAL NOT NULL,
    path BYTEA NOT NULL,
    content_id BIGINT NOT NULL,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    dev BIGINT NOT NULL,
    inode BIGINT NOT NULL,
    present BOOLEAN NOT NULL,
    arrived TEXT COLLATE "C",
    PRIMARY KEY (id),
    UNIQUE (path),
    FOREIGN KEY(content_id) REFERENCES content (id) ON DELETE CASCADE
);
CREATE INDEX photo_content ON photo (content_id);
CREATE TABLE removal (
    id BIGSERIAL NOT NULL,
    session_id BIGINT NOT NULL,
    group_no BIGINT NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    path BYTEA NOT NULL,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    dev BIGINT NOT NULL,
    inode BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    unit BYTEA NOT NULL,
    survivor BYTEA,
    place BYTEA,
    began TEXT COLLATE "C" NOT NULL,
    ended TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    restored_to BYTEA,
    PRIMARY KEY (id),
    FOREIGN KEY(session_id) REFERENCES removal_session (id)
);
CREATE INDEX removal_of_session ON removal (session_id);
CREATE INDEX removal_path ON removal (path);
CREATE INDEX removal_state ON removal (state);
CREATE TABLE "similar" (
    model_id BIGINT NOT NULL,
    a_id BIGINT NOT NULL,
    b_id BIGINT NOT NULL,
    similarity FLOAT NOT NULL,
    relation TEXT COLLATE "C" NOT NULL,
    probability FLOAT NOT NULL,
    forth TEXT COLLATE "C" NOT NULL,
    back TEXT COLLATE "C" NOT NULL,
    b_of_a FLOAT,
    a_of_b FLOAT,
    losses_a TEXT COLLATE "C",
    losses_b TEXT COLLATE "C",
    PRIMARY KEY (model_id, a_id, b_id),
    FOREIGN KEY(model_id) REFERENCES model (id) ON DELETE CASCADE
);
CREATE INDEX similar_other ON "similar" (model_id, b_id);
CREATE TABLE thumbnail (
    content_id BIGINT NOT NULL,
    jpeg BYTEA NOT NULL,
    PRIMARY KEY (content_id),
    FOREIGN KEY(content_id) REFERENCES content (id) ON DELETE CASCADE
);
CREATE TABLE bucket (
    index_id BIGINT NOT NULL,
    table_no BIGINT NOT NULL,
    key BIGINT NOT NULL,
    content_id BIGINT NOT NULL,
    PRIMARY KEY (index_id, table_no, key, content_id),
    FOREIGN KEY(index_id) REFERENCES lsh_index (id) ON DELETE CASCADE
);
CREATE TABLE short_block (
    id BIGSERIAL NOT NULL,
    index_id BIGINT NOT NULL,
    count BIGINT NOT NULL,
    contents BYTEA NOT NULL,
    sketches BYTEA NOT NULL,
    numbers BYTEA NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(index_id) REFERENCES lsh_index (id) ON DELETE CASCADE
);
CREATE INDEX short_block_order ON short_block (index_id, id, count);
CREATE TABLE removal_station (
    session_id BIGINT NOT NULL,
    station TEXT NOT NULL,
    PRIMARY KEY (session_id)
);
CREATE TABLE catalog_version (version BIGINT NOT NULL);
INSERT INTO catalog_version VALUES (13);
