namespace ServiceGuru.Documents;

/// <summary>The form of a value, as documents and references see it.</summary>
internal enum ValueShape
{
    /// <summary>One value.</summary>
    Scalar,

    /// <summary>A list.</summary>
    List,

    /// <summary>Values by name that the writer chooses.</summary>
    Map,

    /// <summary>A record with fixed keys.</summary>
    Record,

    /// <summary>Left as it was written.</summary>
    Raw,
}
