namespace ServiceGuru.Rollouts;

/// <summary>What an image import brought.</summary>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="Reference">The full reference by digest, e.g. <c>quay.io/packit/packit-worker@sha256:…</c>.</param>
/// <param name="Revision">The commit in the label <c>org.opencontainers.image.revision</c>, if any.</param>
public sealed record ImportedImage(string Digest, string Reference, string? Revision);
