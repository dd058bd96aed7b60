namespace ServiceGuru.PullRequests;

/// <summary>One reviewer's verdict on a pull request.</summary>
/// <param name="Reviewer">The account.</param>
/// <param name="Verdict">What was last said.</param>
public sealed record Review(string Reviewer, ReviewVerdict Verdict);
