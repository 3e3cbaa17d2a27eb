BEGIN TRANSACTION;
-- A catalogue of schema 20 as NearDup 0.1.0 wrote it (`sqlite3 .dump`, and the version that .dump forgets).
CREATE TABLE apart (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL
        );
CREATE TABLE bucket (
            index_id INTEGER NOT NULL REFERENCES lsh_index (id) ON DELETE CASCADE,
            table_no INTEGER NOT NULL,
            key INTEGER NOT NULL,
            content_id INTEGER NOT NULL,
            PRIMARY KEY (index_id, table_no, key, content_id)
        ) WITHOUT ROWID;
INSERT INTO "bucket" VALUES(1,0,2,2);
INSERT INTO "bucket" VALUES(1,0,7,1);
INSERT INTO "bucket" VALUES(1,1,6,1);
INSERT INTO "bucket" VALUES(1,1,6,2);
CREATE TABLE chosen_keeper (
            id INTEGER NOT NULL PRIMARY KEY,
            sha256 BLOB NOT NULL,
            path BLOB NOT NULL,
            decided TEXT NOT NULL
        );
CREATE TABLE content (
            id INTEGER NOT NULL PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            format TEXT NOT NULL,
            sharpness FLOAT NOT NULL,
            captured TEXT,
            camera TEXT,
            latitude FLOAT,
            longitude FLOAT,
            software TEXT
        , exposure FLOAT, aperture FLOAT, bias FLOAT, iso INTEGER);
INSERT INTO "content" VALUES(1,X'7692C3AD3540BB803C020B3AEE66CD8887123234EA0C6E7143C0ADD73FF431ED',640,480,'JPEG',0.25,NULL,'Camera',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "content" VALUES(2,X'3FC4CCFE745870E2C0D99F71F30FF0656C8DEDD41CC1D7D3D376B0DBE685E2F3',640,480,'JPEG',0.25,NULL,'Camera',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE decision (
            id INTEGER NOT NULL PRIMARY KEY,
            a_sha256 BLOB NOT NULL,
            b_sha256 BLOB NOT NULL,
            kind TEXT NOT NULL,
            copies INTEGER NOT NULL,
            decided TEXT NOT NULL
        );
CREATE TABLE draft (
            content_id INTEGER NOT NULL PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE
        );
CREATE TABLE drive (
            id INTEGER NOT NULL PRIMARY KEY,
            volume TEXT NOT NULL,
            top BLOB NOT NULL,
            inside BLOB NOT NULL,
            seen TEXT NOT NULL
        );
CREATE TABLE embedding (
            model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
            content_id INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
            vector BLOB NOT NULL,
            compared BOOLEAN NOT NULL,
            PRIMARY KEY (model_id, content_id)
        );
INSERT INTO "embedding" VALUES(1,1,X'003C000000000000',0);
INSERT INTO "embedding" VALUES(1,2,X'0000003C00000000',0);
CREATE TABLE looked_over (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL,
            sha256 BLOB NOT NULL
        );
CREATE TABLE lsh_index (
            id INTEGER NOT NULL PRIMARY KEY,
            model_id INTEGER NOT NULL UNIQUE REFERENCES model (id) ON DELETE CASCADE,
            bits INTEGER NOT NULL,
            tables INTEGER NOT NULL,
            probes INTEGER NOT NULL,
            hyperplanes BLOB NOT NULL
        );
INSERT INTO "lsh_index" VALUES(1,1,3,2,1,X'4E4448500200000003000000040000004453DD3F90D7B6BF248D833FA4E7F03FB8E0993D3C9DD53EB5FAE8BFDC13E33FE28DE93E089D0CBF1D6E803FDF8CF5BE21A071BE9CDD52BF48BD0B3F60DDF73EF873173FF10D213E7642EA3DA0D3DEBCC917603F05F3373FF226C03F6B906C3F');
CREATE TABLE mark (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL,
            sha256 BLOB NOT NULL
        );
CREATE TABLE model (
            id INTEGER NOT NULL PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            dim INTEGER NOT NULL
        );
INSERT INTO "model" VALUES(1,'digest','model',4);
CREATE TABLE photo (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL UNIQUE,
            content_id INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            dev INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            present BOOLEAN NOT NULL
        , arrived TEXT);
INSERT INTO "photo" VALUES(1,X'2F70686F746F732F612E6A7067',1,3,1,1,0,1,NULL);
INSERT INTO "photo" VALUES(2,X'2F70686F746F732F6261636B75702F612E6A7067',1,3,1,1,0,0,NULL);
INSERT INTO "photo" VALUES(3,X'2F70686F746F732F636166E90A2E6A7067',2,3,1,1,0,1,NULL);
CREATE TABLE removal (
            id INTEGER NOT NULL PRIMARY KEY,
            session_id INTEGER NOT NULL REFERENCES removal_session (id),
            group_no INTEGER NOT NULL,
            action TEXT NOT NULL,
            path BLOB NOT NULL,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            dev INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            sha256 BLOB NOT NULL,
            unit BLOB NOT NULL,
            survivor BLOB,
            place BLOB,
            began TEXT NOT NULL,
            ended TEXT,
            state TEXT NOT NULL,
            reason TEXT NOT NULL,
            restored_to BLOB
        );
INSERT INTO "removal" VALUES(1,1,1,'trash',X'2F70686F746F732F6261636B75702F612E6A7067',3,1,1,0,X'7692C3AD3540BB803C020B3AEE66CD8887123234EA0C6E7143C0ADD73FF431ED',X'2F70686F746F732F6261636B75702F612E6A7067',X'2F70686F746F732F612E6A7067',NULL,'2026-11-23T07:00:00+00:00','2026-11-23T07:00:01+00:00','done','',NULL);
CREATE TABLE removal_session (
            id INTEGER NOT NULL PRIMARY KEY,
            began TEXT NOT NULL,
            action TEXT NOT NULL
        );
INSERT INTO "removal_session" VALUES(1,'2026-11-23T07:00:00+00:00','trash');
CREATE TABLE scan (
            id INTEGER NOT NULL PRIMARY KEY,
            finished TEXT NOT NULL,
            roots TEXT NOT NULL,
            scanned INTEGER NOT NULL,
            seconds FLOAT NOT NULL,
            backend TEXT NOT NULL
        , model TEXT NOT NULL DEFAULT '');
INSERT INTO "scan" VALUES(1,'2026-11-23T06:50:14.264146+00:00','["2f70686f746f73"]',3,1.5,'CPU','');
CREATE TABLE short_block (
            id INTEGER NOT NULL PRIMARY KEY,
            index_id INTEGER NOT NULL REFERENCES lsh_index (id) ON DELETE CASCADE,
            count INTEGER NOT NULL,
            contents BLOB NOT NULL,
            sketches BLOB NOT NULL,
            numbers BLOB NOT NULL
        );
INSERT INTO "short_block" VALUES(1,1,2,X'0100000002000000',X'EC4C',X'1C0107FC0A0EE707F6F1030D');
CREATE TABLE similar (
            model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
            a_id INTEGER NOT NULL,
            b_id INTEGER NOT NULL,
            similarity FLOAT NOT NULL,
            relation TEXT NOT NULL,
            probability FLOAT NOT NULL,
            forth TEXT NOT NULL,
            back TEXT NOT NULL, b_of_a FLOAT, a_of_b FLOAT, losses_a TEXT, losses_b TEXT,
            PRIMARY KEY (model_id, a_id, b_id)
        ) WITHOUT ROWID;
INSERT INTO "similar" VALUES(1,1,2,0.9,'same_picture',0.97,'resized=0.4','resized=2.5',0.9,0.1,'','');
CREATE TABLE skip (
            path BLOB NOT NULL PRIMARY KEY,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            reason TEXT NOT NULL,
            reader TEXT NOT NULL,
            present BOOLEAN NOT NULL
        , sha256 BLOB);
INSERT INTO "skip" VALUES(X'2F70686F746F732F62726F6B656E2E6A7067',1,2,'The file is damaged.','1',1,NULL);
CREATE TABLE spared (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL,
            sha256 BLOB NOT NULL
        );
INSERT INTO "spared" VALUES(1,X'2F70686F746F732F6261636B75702F612E6A7067',X'7692C3AD3540BB803C020B3AEE66CD8887123234EA0C6E7143C0ADD73FF431ED');
CREATE TABLE thumbnail (
            content_id INTEGER NOT NULL PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
            jpeg BLOB NOT NULL
        );
INSERT INTO "thumbnail" VALUES(1,X'7468756D626E61696C206F66206F6E65');
INSERT INTO "thumbnail" VALUES(2,X'7468756D626E61696C206F662074776F');
CREATE INDEX photo_content ON photo (content_id);
CREATE INDEX removal_of_session ON removal (session_id);
CREATE INDEX removal_path ON removal (path);
CREATE INDEX removal_state ON removal (state);
CREATE UNIQUE INDEX decision_pair ON decision (a_sha256, b_sha256);
CREATE UNIQUE INDEX chosen_keeper_content ON chosen_keeper (sha256);
CREATE UNIQUE INDEX mark_path ON mark (path);
CREATE UNIQUE INDEX apart_path ON apart (path);
CREATE INDEX similar_other ON similar (model_id, b_id);
CREATE INDEX short_block_order ON short_block (index_id, id, count);
CREATE INDEX embedding_waiting ON embedding (model_id, content_id, compared) WHERE compared = 0;
CREATE UNIQUE INDEX drive_place ON drive (volume, top);
CREATE UNIQUE INDEX spared_path ON spared (path);
CREATE UNIQUE INDEX looked_over_path ON looked_over (path);
COMMIT;
PRAGMA user_version = 20;
