namespace ServiceGuru.Network;

/// <summary>How far a connection came.</summary>
public enum ReachStage
{
    /// <summary>The name was looked up.</summary>
    Dns,

    /// <summary>A TCP connection was tried.</summary>
    Tcp,

    /// <summary>TLS was negotiated.</summary>
    Tls,

    /// <summary>HTTP was spoken.</summary>
    Http,
}
