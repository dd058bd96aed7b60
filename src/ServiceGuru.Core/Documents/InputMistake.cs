namespace ServiceGuru.Documents;

/// <summary>What is wrong with an input of a step.</summary>
/// <param name="Path">Where, from the inputs on: keys, and last the value where it stands in a list.</param>
/// <param name="Message">What is wrong and what would be right, one line.</param>
public sealed record InputMistake(IReadOnlyList<string> Path, string Message);
