namespace ServiceGuru.Completion;

/// <summary>Completes service definitions.</summary>
public sealed class ServiceCompleter : ShippedCompleter
{
    private protected override string Folder => "services";
}
