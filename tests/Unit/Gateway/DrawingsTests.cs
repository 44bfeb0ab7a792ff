using Participatory.Gateway.Assets;
using Participatory.Gateway.Pages.Shared;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>The drawings that stand for ideas without a photo.</summary>
public sealed class DrawingsTests
{
    [Theory]
    [InlineData("A bench every 200 metres on Mill Lane", "My mum can walk to the shops again.", "scene-street.svg")]
    [InlineData("Swift boxes and a bat walk", "Forty boxes.", "scene-green.svg")]
    [InlineData("Warm Wednesdays in the Seamen's Hall", "Soup, heating and a newspaper.", "scene-table.svg")]
    [InlineData("A football goal that stays", "Two steel goals on the rec.", "scene-play.svg")]
    [InlineData("Harbour youth music room", "We have the drummer.", "scene-stage.svg")]
    [InlineData("The Millfield book swap", "A cupboard by the bus stop.", "scene-books.svg")]
    [InlineData("Saturday repair café", "Bring the toaster. We need tools.", "scene-tools.svg")]
    [InlineData("Something else", "Of which nothing is known.", "scene-houses.svg")]
    public void An_idea_has_the_drawing_of_its_theme(string title, string words, string drawing)
    {
        using var until = Language.English();
        Assert.Equal(drawing, Drawings.Of(title, words));
        // It is there, under a name with its hash.
        Assert.Matches($"^/assets/{drawing[..^4]}\\.[0-9a-f]{{12}}\\.svg$", new AssetFiles().Address(drawing));
    }
}
