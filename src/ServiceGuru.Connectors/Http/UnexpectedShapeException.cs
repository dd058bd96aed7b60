namespace ServiceGuru.Connectors.Http;

/// <summary>An answer lacks what its documentation promises. Stays inside the connectors, which turn it into a failure.</summary>
internal sealed class UnexpectedShapeException(string message) : Exception(message);
