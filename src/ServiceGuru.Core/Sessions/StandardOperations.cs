using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Sessions;

/// <summary>The operations that ServiceGuru ships.</summary>
public static class StandardOperations
{
    /// <summary>Makes the catalog.</summary>
    /// <returns>All operations.</returns>
    public static OperationCatalog Create() => new(
    [
        new ApprovalGate(),
    ]);
}
