namespace ServiceGuru.Rollouts;

/// <summary>The image that a stream had before the one that it has.</summary>
/// <param name="Digest">Its digest, or null where there is none.</param>
/// <param name="Source">How we know.</param>
internal sealed record PreviousImage(string? Digest, string Source);
