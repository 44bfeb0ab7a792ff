using Participatory.Gateway.Pages.Groups;
using Participatory.Gateway.Pages.Shared;
using Participatory.People.V1;
using Participatory.Types.V1;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What others show of the page of a group.</summary>
public sealed class GroupPreviewTests
{
    [Fact]
    public void A_shared_link_shows_a_groups_name_its_first_sentence_and_its_picture()
    {
        var group = new Group { GroupId = "g1", Name = "Friends of the pond", Description = "We look after it. Every Sunday." };
        Assert.Equal(
            new Preview("Friends of the pond", "We look after it.", Links.Group("g1")), GroupNames.PreviewOf(group));
        group.Picture = new GroupPicture { AltText = "The pond" };
        Assert.Equal(Links.GroupPicture("g1"), GroupNames.PreviewOf(group)?.Picture);
    }

    [Theory]
    [InlineData(HidingState.Waiting)]
    [InlineData(HidingState.Hidden)]
    [InlineData(HidingState.KeptHidden)]
    public void A_shared_link_shows_nothing_that_not_everybody_may_read_also_to_a_member(HidingState state) => Assert.Null(
        GroupNames.PreviewOf(new Group
        {
            GroupId = "g1", Name = "Friends of the pond", Description = "We look after it.", Mine = true,
            Hiding = new Hiding { State = state },
        }));
}
