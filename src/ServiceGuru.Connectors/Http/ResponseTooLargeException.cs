namespace ServiceGuru.Connectors.Http;

/// <summary>An answer has more bytes than we are willing to hold. Stays inside the connectors.</summary>
internal sealed class ResponseTooLargeException(int limit) : Exception($"The answer has more than {limit:N0} bytes.");
