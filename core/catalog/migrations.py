"""The schema's history. Each migration runs once, in order, in one transaction of its own.

A migration that has landed is history: never edit one, add another. A catalogue
knows how many it has been through.

They are written for SQLite; `Backend.spelled` has other databases' words for types. What else differs is for
a function that asks `connection.dialect.name`, and runs its statements by `core.catalog.dialects.run`.
"""

from collections.abc import Callable

import numpy as np
from sqlalchemy import Connection

from core.catalog.backend import Backend
from core.catalog.dialects import run
from core.errors import CatalogError, CatalogTooNew

Step = str | Callable[[Connection], None]
"""A statement, or work that SQL has no words for. It stands on nothing that a later version may change."""


def _into_blocks(connection: Connection) -> None:
    """Move the short vectors from rows into blocks of 4,096, and add their signs.

    Rows go as blocks come, so that the file keeps its size. A million take some ten seconds.
    """
    read = "SELECT content_id, numbers FROM short_vector WHERE index_id = ? ORDER BY content_id LIMIT 4096"
    add = "INSERT INTO short_block (index_id, count, contents, sketches, numbers) VALUES (?, ?, ?, ?, ?)"
    forget = "DELETE FROM short_vector WHERE index_id = ? AND content_id <= ?"
    for index in connection.exec_driver_sql("SELECT id FROM lsh_index").scalars().all():
        while rows := connection.exec_driver_sql(read, (index,)).all():
            contents = np.array([content for content, _ in rows], dtype="<u4")
            numbers = b"".join(vector for _, vector in rows)
            signs = np.frombuffer(numbers, dtype=np.int8).reshape(len(rows), -1) > 0
            columns = contents.tobytes(), np.packbits(signs, axis=1).tobytes(), numbers
            connection.exec_driver_sql(add, (index, len(rows), *columns))
            connection.exec_driver_sql(forget, (index, int(contents[-1])))


def _forget_distant_views(connection: Connection) -> None:
    """Forget what one camera took more than half a minute apart and is one scene by what little it shares.

    A cosine below 0.63, the bundled models' threshold for one scene, is no longer looked at then. Whole
    quarters of an hour may be a date that was set.
    """
    read = (
        'SELECT model_id, a_id, b_id, forth FROM "similar" JOIN model ON model.id = model_id '
        "WHERE relation = 'same_scene' AND similarity < 0.63 "
        "AND model.name IN ('neardup-lite0', 'neardup-lite0-int8')"
    )
    forget = 'DELETE FROM "similar" WHERE model_id = ? AND a_id = ? AND b_id = ?'
    for model, a, b, forth in run(connection, read).all():
        told = dict(part.split("=") for part in forth.split())
        apart = float(told.get("seconds_apart", 0)) if "same_camera" in told else 0.0
        was_set = 900 <= apart <= 93_600 and apart % 900 == 0
        if apart > 30 and not was_set:
            run(connection, forget, (model, a, b))


MIGRATIONS: tuple[tuple[Step, ...], ...] = (
    (
        """CREATE TABLE content (
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
        )""",
        """CREATE TABLE thumbnail (
            content_id INTEGER NOT NULL PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE,
            jpeg BLOB NOT NULL
        )""",
        """CREATE TABLE photo (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL UNIQUE,
            content_id INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            dev INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            present BOOLEAN NOT NULL
        )""",
        "CREATE INDEX photo_content ON photo (content_id)",
        """CREATE TABLE skip (
            path BLOB NOT NULL PRIMARY KEY,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            reason TEXT NOT NULL,
            reader TEXT NOT NULL,
            present BOOLEAN NOT NULL
        )""",
        """CREATE TABLE model (
            id INTEGER NOT NULL PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            dim INTEGER NOT NULL
        )""",
        """CREATE TABLE embedding (
            model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
            content_id INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
            vector BLOB NOT NULL,
            compared BOOLEAN NOT NULL,
            PRIMARY KEY (model_id, content_id)
        )""",
        """CREATE TABLE lsh_index (
            id INTEGER NOT NULL PRIMARY KEY,
            model_id INTEGER NOT NULL UNIQUE REFERENCES model (id) ON DELETE CASCADE,
            bits INTEGER NOT NULL,
            tables INTEGER NOT NULL,
            probes INTEGER NOT NULL,
            hyperplanes BLOB NOT NULL
        )""",
        """CREATE TABLE bucket (
            index_id INTEGER NOT NULL REFERENCES lsh_index (id) ON DELETE CASCADE,
            table_no INTEGER NOT NULL,
            key INTEGER NOT NULL,
            content_id INTEGER NOT NULL,
            PRIMARY KEY (index_id, table_no, key, content_id)
        ) WITHOUT ROWID""",
        """CREATE TABLE similar (
            model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
            a_id INTEGER NOT NULL,
            b_id INTEGER NOT NULL,
            similarity FLOAT NOT NULL,
            PRIMARY KEY (model_id, a_id, b_id)
        ) WITHOUT ROWID""",
        """CREATE TABLE scan (
            id INTEGER NOT NULL PRIMARY KEY,
            finished TEXT NOT NULL,
            roots TEXT NOT NULL,
            scanned INTEGER NOT NULL,
            seconds FLOAT NOT NULL,
            backend TEXT NOT NULL
        )""",
    ),
    (
        """CREATE TABLE removal_session (
            id INTEGER NOT NULL PRIMARY KEY,
            began TEXT NOT NULL,
            action TEXT NOT NULL
        )""",
        """CREATE TABLE removal (
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
        )""",
        "CREATE INDEX removal_of_session ON removal (session_id)",
        "CREATE INDEX removal_path ON removal (path)",
        "CREATE INDEX removal_state ON removal (state)",
    ),
    (
        # Pairs get a verdict with its evidence; they are derived, so the old ones are found again.
        "DROP TABLE similar",
        """CREATE TABLE similar (
            model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
            a_id INTEGER NOT NULL,
            b_id INTEGER NOT NULL,
            similarity FLOAT NOT NULL,
            relation TEXT NOT NULL,
            probability FLOAT NOT NULL,
            forth TEXT NOT NULL,
            back TEXT NOT NULL,
            PRIMARY KEY (model_id, a_id, b_id)
        ) WITHOUT ROWID""",
        "UPDATE embedding SET compared = 0",
    ),
    (
        """CREATE TABLE decision (
            id INTEGER NOT NULL PRIMARY KEY,
            a_sha256 BLOB NOT NULL,
            b_sha256 BLOB NOT NULL,
            kind TEXT NOT NULL,
            copies INTEGER NOT NULL,
            decided TEXT NOT NULL
        )""",
        "CREATE UNIQUE INDEX decision_pair ON decision (a_sha256, b_sha256)",
        """CREATE TABLE chosen_keeper (
            id INTEGER NOT NULL PRIMARY KEY,
            sha256 BLOB NOT NULL,
            path BLOB NOT NULL,
            decided TEXT NOT NULL
        )""",
        "CREATE UNIQUE INDEX chosen_keeper_content ON chosen_keeper (sha256)",
        """CREATE TABLE mark (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL,
            sha256 BLOB NOT NULL
        )""",
        "CREATE UNIQUE INDEX mark_path ON mark (path)",
        """CREATE TABLE apart (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL
        )""",
        "CREATE UNIQUE INDEX apart_path ON apart (path)",
        # Whatever matches one content is asked for when a decision groups its neighbourhood anew.
        "CREATE INDEX similar_other ON similar (model_id, b_id)",
    ),
    (
        """CREATE TABLE short_vector (
            index_id INTEGER NOT NULL REFERENCES lsh_index (id) ON DELETE CASCADE,
            content_id INTEGER NOT NULL,
            numbers BLOB NOT NULL,
            PRIMARY KEY (index_id, content_id)
        ) WITHOUT ROWID""",
        # Tables that have none of these are made again from the stored vectors, by the next scan.
        "DELETE FROM bucket",
        "DELETE FROM lsh_index",
    ),
    (
        # Which model found the groups: another may be chosen for the next scan. Of old scans nobody knows.
        "ALTER TABLE scan ADD COLUMN model TEXT NOT NULL DEFAULT ''",
    ),
    (
        """CREATE TABLE short_block (
            id INTEGER NOT NULL PRIMARY KEY,
            index_id INTEGER NOT NULL REFERENCES lsh_index (id) ON DELETE CASCADE,
            count INTEGER NOT NULL,
            contents BLOB NOT NULL,
            sketches BLOB NOT NULL,
            numbers BLOB NOT NULL
        )""",
        "CREATE INDEX short_block_order ON short_block (index_id, id, count)",
        _into_blocks,
        "DROP TABLE short_vector",
    ),
    (
        # Whose matches are still to be found, without a look at every vector: a few at most, after a scan.
        "CREATE INDEX embedding_waiting ON embedding (model_id, content_id, compared) WHERE compared = 0",
    ),
    (
        # Who was made of whom. The next scan compares those at full size that are in one group.
        "ALTER TABLE similar ADD COLUMN b_of_a FLOAT",
        "ALTER TABLE similar ADD COLUMN a_of_b FLOAT",
        "ALTER TABLE similar ADD COLUMN losses_a TEXT",
        "ALTER TABLE similar ADD COLUMN losses_b TEXT",
        # How the shutter stood tells the frames of a bracket apart; a file that cannot be decoded has bytes.
        "ALTER TABLE content ADD COLUMN exposure FLOAT",
        "ALTER TABLE content ADD COLUMN aperture FLOAT",
        "ALTER TABLE content ADD COLUMN bias FLOAT",
        "ALTER TABLE content ADD COLUMN iso INTEGER",
        "ALTER TABLE skip ADD COLUMN sha256 BLOB",
    ),
    (
        # Which volume was seen at which place: a drive that is mounted elsewhere is found again by it.
        """CREATE TABLE drive (
            id INTEGER NOT NULL PRIMARY KEY,
            volume TEXT NOT NULL,
            top BLOB NOT NULL,
            inside BLOB NOT NULL,
            seen TEXT NOT NULL
        )""",
        "CREATE UNIQUE INDEX drive_place ON drive (volume, top)",
    ),
    (
        # Copies that a person took out of what goes in bulk.
        """CREATE TABLE spared (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL,
            sha256 BLOB NOT NULL
        )""",
        "CREATE UNIQUE INDEX spared_path ON spared (path)",
    ),
    (
        "ALTER TABLE photo ADD COLUMN arrived TEXT",
        """CREATE TABLE looked_over (
            id INTEGER NOT NULL PRIMARY KEY,
            path BLOB NOT NULL,
            sha256 BLOB NOT NULL
        )""",
        "CREATE UNIQUE INDEX looked_over_path ON looked_over (path)",
    ),
    (
        # What is known of a picture by a small copy in its file only, until a pair asks for more.
        """CREATE TABLE draft (
            content_id INTEGER NOT NULL PRIMARY KEY REFERENCES content (id) ON DELETE CASCADE
        )""",
        # Photos covered others that held more of the scene, words, or things carried in the file: pairs are
        # compared again by the next scan, and until then nothing is covered but equal bytes.
        "UPDATE similar SET b_of_a = NULL, a_of_b = NULL, losses_a = NULL, losses_b = NULL",
    ),
    (
        # A group answers now which of two was made of the other where the pair is not sure. Of such pairs
        # nobody had asked whether the two are copies of a third: they are compared again.
        "UPDATE similar SET b_of_a = NULL, a_of_b = NULL, losses_a = NULL, losses_b = NULL "
        "WHERE b_of_a BETWEEN 0.7 AND 0.97 OR a_of_b BETWEEN 0.7 AND 0.97",
    ),
    (
        # A copy may have words in extended or compressed XMP, a lens and an exposure that the other lacks:
        # pairs are compared again by the next scan.
        "UPDATE similar SET b_of_a = NULL, a_of_b = NULL, losses_a = NULL, losses_b = NULL",
    ),
    (
        # Copies of plain skies, walls and starry nights, whose thumbnails are small, were not found.
        "UPDATE embedding SET compared = (1 = 0) "
        "WHERE content_id IN (SELECT content_id FROM thumbnail WHERE length(jpeg) < 8000)",
    ),
    (
        # A soft photo, or a scanned page, was said to be covered by a smaller copy, or by the whole at a
        # smaller scale: pairs are compared again.
        "UPDATE similar SET b_of_a = NULL, a_of_b = NULL, losses_a = NULL, losses_b = NULL",
    ),
    (
        # Photos were said to be covered by a copy with smoothed skin, or by one that does not know the year:
        # pairs are compared again.
        "UPDATE similar SET b_of_a = NULL, a_of_b = NULL, losses_a = NULL, losses_b = NULL",
    ),
    (
        # Photos were doubted beside copies with noise, words or stickers, and smoothed skin was not seen in
        # copies at another size: pairs are compared again.
        "UPDATE similar SET b_of_a = NULL, a_of_b = NULL, losses_a = NULL, losses_b = NULL",
    ),
    (
        # Screens as bright as the picture in them were said to show more of it: pairs are compared again.
        "UPDATE similar SET b_of_a = NULL, a_of_b = NULL, losses_a = NULL, losses_b = NULL",
    ),
    (_forget_distant_views,),
)

SCHEMA_VERSION = len(MIGRATIONS)


def migrate(backend: Backend) -> None:
    """Bring a catalogue to today's schema.

    Raises:
        CatalogTooNew: a newer NearDup has been here; nothing was touched.
    """
    with backend.writing() as connection:
        version = _version(backend, connection)
        if version == 0:
            with connection.begin():  # again: another NearDup may have been first
                version = backend.version(connection) or backend.make(connection, SCHEMA_VERSION)
        for number in range(version, SCHEMA_VERSION):
            with connection.begin():
                if backend.version(connection) > number:
                    continue  # another NearDup, started in the same moment, was first
                for step in MIGRATIONS[number]:
                    if callable(step):
                        step(connection)
                    else:
                        connection.exec_driver_sql(backend.spelled(step))
                backend.set_version(connection, number + 1)


def check_schema(backend: Backend) -> None:
    """Refuse a catalogue that cannot be read as it is.

    Raises:
        CatalogTooNew: a newer NearDup has been here.
        CatalogError: it is older, and may not be changed.
    """
    with backend.reading() as connection:
        version = _version(backend, connection)
        if version == 0:
            raise CatalogError(f"{backend.name} holds no catalogue yet. Scan into it: neardup scan FOLDER")
        if version < SCHEMA_VERSION:
            raise CatalogError(
                f"The catalogue {backend.name} was written by an older NearDup and cannot be brought up to "
                "date here. Open it once where it can be written."
            )


def _version(backend: Backend, connection: Connection) -> int:
    version = backend.version(connection)
    connection.rollback()
    if version > SCHEMA_VERSION:
        raise CatalogTooNew(
            f"The catalogue {backend.name} was written by a newer NearDup (schema {version}, this one knows "
            f"{SCHEMA_VERSION}). Update NearDup, or give another place with --catalog."
        )
    return version
