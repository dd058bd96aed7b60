namespace ServiceGuru.Help;

/// <summary>An example of a page.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Code">What is typed.</param>
/// <param name="Remarks">What it prints or means, paragraph by paragraph.</param>
internal sealed record PageExample(string Title, string Code, IReadOnlyList<string> Remarks);
