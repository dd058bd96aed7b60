namespace ServiceGuru.Sandbox.Quay;

/// <summary>A stretch of a tag's life: from when to when it pointed at one image.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Image">The image.</param>
/// <param name="Start">Since when.</param>
/// <param name="End">Until when; null while it still does.</param>
/// <param name="Reversion">Whether somebody restored it.</param>
internal sealed record ImageTag(string Name, BuiltImage Image, DateTimeOffset Start, DateTimeOffset? End, bool Reversion = false);
