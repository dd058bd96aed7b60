namespace ServiceGuru.Connectors.Git;

/// <summary>Mends what git knows of a remote after a push whose objects were not complete.</summary>
internal delegate Task PushRepair(CancellationToken cancellationToken);
