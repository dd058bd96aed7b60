namespace ServiceGuru.Network;

/// <summary>How a connection ended at its last stage.</summary>
public enum ReachOutcome
{
    /// <summary>It came through; any HTTP status will do.</summary>
    Reached,

    /// <summary>DNS knows no such name.</summary>
    UnknownName,

    /// <summary>DNS gave no answer.</summary>
    DnsFailed,

    /// <summary>The connection was refused.</summary>
    Refused,

    /// <summary>Nothing came back in time.</summary>
    TimedOut,

    /// <summary>There is no way to the address.</summary>
    Unreachable,

    /// <summary>The connection was cut off.</summary>
    Reset,

    /// <summary>The server's certificate is not accepted: expired, for another name, of an unknown authority.</summary>
    CertificateWrong,

    /// <summary>TLS failed otherwise.</summary>
    TlsFailed,

    /// <summary>Something else, which the detail says.</summary>
    Failed,
}
