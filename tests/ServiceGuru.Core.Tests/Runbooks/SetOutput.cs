namespace ServiceGuru.Runbooks;

internal sealed record SetOutput(IReadOnlyDictionary<string, string> Values, string Summary);
