"""What the window asks of core, put together: the catalogue, the model, the trash, and work on them.

Each room has its part: a protocol, which its controllers and the fakes of tests know, and the same on the
real core. The work is done in jobs, so everything heavy (SQLAlchemy, Pillow, a runtime of models) is imported
where it is used: none of it may delay the first window. Methods that belong in a worker say so.
"""

from typing import Protocol

from nearDup_gui.arrivals.service import ArrivalServices, CoreArrivals
from nearDup_gui.decisions.service import CoreDecisions, DecisionServices
from nearDup_gui.folders.service import CoreFolders, FolderServices
from nearDup_gui.hash_tables.service import CoreTables
from nearDup_gui.library.grouping import CoreGrouping, GroupingServices
from nearDup_gui.marks.service import CoreMarks
from nearDup_gui.photos.detail_service import CoreDetails, DetailServices
from nearDup_gui.photos.service import CorePictures
from nearDup_gui.photos.unit_service import CoreUnits
from nearDup_gui.query.service import CoreQueries, QueryServices
from nearDup_gui.removal.service import CoreRemovals, RemovalServices
from nearDup_gui.reporting.service import CoreReports, ReportServices
from nearDup_gui.restoring.service import CoreRestoring, RestoreServices
from nearDup_gui.rules.service import CoreRules, RuleServices
from nearDup_gui.scanning.service import CoreScanning
from nearDup_gui.scanning.watch_service import CoreWatching, WatchServices
from nearDup_gui.settings.service import CorePreferences


class Services(
    FolderServices,
    ArrivalServices,
    ReportServices,
    RestoreServices,
    RemovalServices,
    DecisionServices,
    GroupingServices,
    QueryServices,
    DetailServices,
    RuleServices,
    WatchServices,
    Protocol,
):
    """Core as the controllers see it, each its part."""


class CoreServices(
    CoreScanning,
    CoreRules,
    CoreFolders,
    CoreArrivals,
    CoreReports,
    CoreDecisions,
    CoreMarks,
    CoreGrouping,
    CorePictures,
    CoreDetails,
    CorePreferences,
    CoreQueries,
    CoreRemovals,
    CoreRestoring,
    CoreTables,
    CoreUnits,
    CoreWatching,
):
    """`Services` on the real core. Any thread."""
