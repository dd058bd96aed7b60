namespace ServiceGuru.Completion;

/// <summary>Completes runbooks.</summary>
public sealed class RunbookCompleter : ShippedCompleter
{
    private protected override string Folder => "runbooks";
}
