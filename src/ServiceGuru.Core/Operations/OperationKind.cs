namespace ServiceGuru.Operations;

/// <summary>What an operation does to the outside.</summary>
public enum OperationKind
{
    /// <summary>Reads and answers at once.</summary>
    Query,

    /// <summary>Reads until something has come about.</summary>
    Wait,

    /// <summary>Changes something outside.</summary>
    Change,

    /// <summary>Waits for people. Only the runbook engine carries it out.</summary>
    Gate,
}
