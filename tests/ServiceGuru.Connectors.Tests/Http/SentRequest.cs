namespace ServiceGuru.Connectors.Tests.Http;

/// <summary>What a fake server got.</summary>
internal sealed record SentRequest(string Method, Uri Uri, string? Authorization, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string PathAndQuery => Uri.PathAndQuery;
}
