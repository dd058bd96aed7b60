namespace ServiceGuru.ReleaseNotes;

/// <summary>What a post has besides its notes.</summary>
/// <param name="Project">The name used in titles.</param>
/// <param name="Title">The title of a weekly post, with placeholders.</param>
/// <param name="Author">The author's key, or null.</param>
/// <param name="Date">The date that the post carries.</param>
/// <param name="Template">The team's own form, or null for the usual one.</param>
internal sealed record BlogPostFrame(string Project, string Title, string? Author, DateOnly Date, string? Template);
