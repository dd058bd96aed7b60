using System.Management.Automation;
using ServiceGuru.Binding;

namespace ServiceGuru.Tests.Binding;

public sealed class DurationArgumentTests
{
    [Fact]
    public void A_duration_is_read_as_definitions_write_it() => DurationArgumentAttribute.Read("1h30m").ShouldBe(TimeSpan.FromMinutes(90));

    [Fact]
    public void What_PowerShell_converts_by_itself_is_left_to_it() => DurationArgumentAttribute.Read("00:20:00").ShouldBe("00:20:00");

    [Theory]
    [InlineData(90)]
    [InlineData("90")]
    [InlineData(1.5)]
    public void A_number_without_unit_is_refused(object value) =>
        Should.Throw<ArgumentTransformationMetadataException>(() => DurationArgumentAttribute.Read(value));
}
