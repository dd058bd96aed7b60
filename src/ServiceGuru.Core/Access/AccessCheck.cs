namespace ServiceGuru.Access;

/// <summary>Whether one right that the service needs on one system is there.</summary>
public sealed record AccessCheck
{
    /// <summary>The system, one of <see cref="AccessSystems.All"/>.</summary>
    public required string System { get; init; }

    /// <summary>On what: a host, repository, namespace or channel.</summary>
    public required string Target { get; init; }

    /// <summary>What must be allowed, e.g. <c>push</c>.</summary>
    public required string Right { get; init; }

    /// <summary>Whether it is.</summary>
    public required AccessState State { get; init; }

    /// <summary>Whether what needs it goes on without it.</summary>
    public bool Optional { get; init; }

    /// <summary>How that is known, or why not.</summary>
    public string? Reason { get; init; }

    /// <summary>What a person should do.</summary>
    public string? NextAction { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{System} {Target}: {Right}: {State}{(Reason is null ? string.Empty : $" ({Reason})")}";
}
