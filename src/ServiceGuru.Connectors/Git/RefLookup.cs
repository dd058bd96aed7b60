namespace ServiceGuru.Connectors.Git;

/// <summary>Looks refs up on the remote.</summary>
internal delegate Task<IReadOnlyDictionary<string, string>> RefLookup(IReadOnlyCollection<string> refs, CancellationToken cancellationToken);
