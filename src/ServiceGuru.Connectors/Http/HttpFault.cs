namespace ServiceGuru.Connectors.Http;

/// <summary>No answer came. Stays inside the connectors, which turn it into a failure.</summary>
internal sealed class HttpFault(string reason, bool maybeDone, int tries, Exception inner) : Exception(reason, inner)
{
    /// <summary>Gets a value indicating whether the server may have got the request and acted on it.</summary>
    public bool MaybeDone { get; } = maybeDone;

    /// <summary>Gets how many tries were made.</summary>
    public int Tries { get; } = tries;
}
