using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>An error as RFC 9457 has it, with our own stable id.</summary>
/// <param name="Type">A URN of the id; documented with the API.</param>
/// <param name="Title">What failed, one sentence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Id">The stable id.</param>
internal sealed record Problem(string Type, string Title, int Status, string Id)
{
    /// <summary>Why, in the words of the system that said so.</summary>
    public string? Detail { get; init; }

    /// <summary>On what.</summary>
    public string? Target { get; init; }

    /// <summary>All that is wrong, where it is more than one thing.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>What to do next.</summary>
    public string? NextAction { get; init; }

    public static Problem Of(int status, Failure failure) => new($"urn:serviceguru:{failure.Id}", failure.Message, status, failure.Id)
    {
        Detail = failure.Cause,
        Target = failure.Target,
        Evidence = failure.Evidence.Count == 0 ? null : failure.Evidence,
        NextAction = failure.NextAction,
    };
}
