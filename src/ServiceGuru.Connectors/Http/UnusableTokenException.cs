namespace ServiceGuru.Connectors.Http;

/// <summary>What should be a token can't be one. Stays inside the connectors, which turn it into a failure; its message does not show the token.</summary>
internal sealed class UnusableTokenException(string message) : Exception(message);
