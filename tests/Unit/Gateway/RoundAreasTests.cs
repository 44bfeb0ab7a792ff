using Participatory.Gateway.Pages.Council.Rounds;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>Areas as officers write them.</summary>
public sealed class RoundAreasTests
{
    [Theory]
    [InlineData("E05000001 Elm Park", "E05000001=Elm Park")]
    [InlineData("Elm Park", "elm-park=Elm Park")]
    [InlineData("2nd Ward", "2nd-ward=2nd Ward")]
    [InlineData("Elm", "elm=Elm")]
    [InlineData("theme-young Young people", "theme-young=Young people")]
    [InlineData("Ynys Môn", "ynys-mon=Ynys Môn")]
    [InlineData("Elm Park\n\n  elm park ", "elm-park=Elm Park|elm-park-2=elm park")]
    [InlineData("公園", "area=公園")]
    public void A_code_is_told_from_a_name_and_who_has_none_gets_one(string lines, string expected) => Assert.Equal(
        expected, string.Join('|', RoundAreas.Read(lines, _ => { }).Select(area => $"{area.AreaCode}={area.Name}")));

    [Fact]
    public void A_code_before_two_names_is_said()
    {
        List<string> twice = [];
        RoundAreas.Read("E01 Elm\nE01 Oak", twice.Add);
        Assert.Equal(["E01"], twice);
    }
}
