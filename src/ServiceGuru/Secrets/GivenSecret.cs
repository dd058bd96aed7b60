namespace ServiceGuru.Secrets;

/// <summary>A secret that was handed over in this session; never the secret itself.</summary>
/// <param name="Reference">The reference that it stands for, e.g. <c>env:GITHUB_TOKEN</c>.</param>
/// <param name="GivenAt">When it was handed over.</param>
public sealed record GivenSecret(string Reference, DateTimeOffset GivenAt);
