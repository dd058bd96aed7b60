namespace ServiceGuru.Posts;

/// <summary>What to draft.</summary>
public sealed record DraftPostRequest : PostSelection;
