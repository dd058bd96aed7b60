namespace ServiceGuru.Network;

/// <summary>What stands between a cluster and a domain.</summary>
public enum DomainVerdict
{
    /// <summary>Nothing: it can be reached.</summary>
    Reachable,

    /// <summary>The egress firewall: it can be reached from outside, and not from inside.</summary>
    Blocked,

    /// <summary>The host itself: it can't be reached from anywhere.</summary>
    Down,

    /// <summary>The name: nobody knows it. Perhaps it is misspelled.</summary>
    UnknownName,

    /// <summary>The cluster's DNS: outside the name is known.</summary>
    DnsFails,

    /// <summary>The certificate or TLS.</summary>
    TlsWrong,

    /// <summary>Nobody can tell, since one side could not be asked.</summary>
    Unclear,
}
