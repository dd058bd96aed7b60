using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Promises;

/// <summary>Why a step would fail, as a plan has it. Its message is for people; all else is part of the plan's hash.</summary>
/// <param name="Id">The failure's id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Target">On what.</param>
/// <param name="Message">What failed, one sentence.</param>
public sealed record BlockerPromise(string Id, FailureKind Kind, string? Target, string Message);
