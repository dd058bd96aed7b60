namespace ServiceGuru.PullRequests;

/// <summary>One check of a commit.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Url">Its page, or null.</param>
public sealed record CommitCheck(string Name, CheckState State, Uri? Url);
