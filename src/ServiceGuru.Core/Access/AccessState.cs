namespace ServiceGuru.Access;

/// <summary>Whether a right is there.</summary>
public enum AccessState
{
    /// <summary>It is there.</summary>
    Ok,

    /// <summary>It is not: a credential, a right or a name is missing or wrong.</summary>
    Missing,

    /// <summary>The system did not answer.</summary>
    Unreachable,

    /// <summary>The system does not tell.</summary>
    Unknown,
}
