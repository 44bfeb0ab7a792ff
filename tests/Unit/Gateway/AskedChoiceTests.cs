using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;
using Desk = Participatory.Gateway.Pages.Council.Desk;
using Ideas = Participatory.Gateway.Pages.Ideas;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What a list is narrowed by stands in its form.</summary>
public sealed class AskedChoiceTests
{
    [Fact]
    public void An_area_that_is_asked_for_can_be_seen_also_where_only_older_rounds_have_it()
    {
        var round = new Round { Areas = { new Area { AreaCode = "E05000001", Name = "Elm Park" } } };
        Assert.Equal(["", "E05000001"], Values(AreaChoices.Of([round], asked: null)));
        Assert.Equal(["", "E05000001"], Values(AreaChoices.Of([round], asked: "E05000001")));
        Assert.Equal(["", "E05000001", "E05000009"], Values(AreaChoices.Of([round], asked: "E05000009")));
    }

    [Fact]
    public void A_topic_that_is_asked_for_can_be_seen_also_where_the_round_has_none()
    {
        Assert.Empty(new Desk.IndexModel(null!).TopicChoices);
        Assert.Equal(["", "topic-1"], Values(new Desk.IndexModel(null!) { Topic = "topic-1" }.TopicChoices));
        Assert.Empty(new Ideas.IndexModel(null!, null!, null!, null!).TopicChoices);
        Assert.Equal(["", "topic-1"], Values(new Ideas.IndexModel(null!, null!, null!, null!) { Topic = "topic-1" }.TopicChoices));
    }

    private static IEnumerable<string> Values(IEnumerable<Choice> choices) => choices.Select(choice => choice.Value);
}
