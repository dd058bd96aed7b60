namespace ServiceGuru.Images;

/// <summary>What the registry has under the environment's tag.</summary>
/// <param name="Image">The registry's repository.</param>
/// <param name="Tag">The tag, or null where there is none.</param>
/// <param name="Revision">The commit in its label, if any.</param>
/// <param name="Published">Whether it is of the commit looked for.</param>
internal sealed record ImageFinding(string Image, ImageTag? Tag, string? Revision, bool Published);
