namespace ServiceGuru.Operations;

/// <summary>All operations by id.</summary>
public sealed class OperationCatalog
{
    private readonly Dictionary<string, IOperation> _operations;

    /// <summary>Initializes a new instance of the <see cref="OperationCatalog"/> class.</summary>
    /// <param name="operations">The operations.</param>
    /// <exception cref="ArgumentException">Two have the same id.</exception>
    public OperationCatalog(IEnumerable<IOperation> operations) =>
        _operations = operations.ToDictionary(operation => operation.Id, StringComparer.Ordinal);

    /// <summary>Gets all operations in the order of their ids.</summary>
    public IEnumerable<IOperation> All => _operations.Values.OrderBy(operation => operation.Id, StringComparer.Ordinal);

    /// <summary>Finds an operation, or null.</summary>
    /// <param name="id">Its id, e.g. <c>branches/move</c>.</param>
    /// <returns>The operation, or null.</returns>
    public IOperation? Find(string id) => _operations.GetValueOrDefault(id);
}
