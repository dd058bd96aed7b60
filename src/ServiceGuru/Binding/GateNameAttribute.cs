using System.Management.Automation;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Binding;

/// <summary>Takes a gate by its step's name, and also as Get-RunbookGate gives it in the property of the same name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GateNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is GateOpened gate ? gate.Step : inputData;
}
