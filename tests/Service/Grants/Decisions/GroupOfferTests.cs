using Participatory.Grants.Awards;

namespace Participatory.Tests.Service.Grants.Decisions;

/// <summary>To whom what a group won is offered.</summary>
public sealed class GroupOfferTests
{
    [Theory]
    [InlineData("tom", false, "amina tom", "group", "tom")]
    [InlineData("tom", false, "amina noor", "group", "amina")]
    [InlineData("tom", false, "", "group", "tom")]
    [InlineData(null, false, "amina", "group", "amina")]
    [InlineData(null, false, "", "group", null)]
    [InlineData("tom", true, "amina", "", "tom")]
    [InlineData(null, true, "amina", "", null)]
    public void It_is_offered_to_its_proposer_if_they_may_say_yes_to_money_and_else_to_the_first_who_may(
        string? proposer, bool isClosed, string signers, string group, string? recipient)
    {
        var offered = Offer.ForGroup(
            new AwardRow { GroupId = "group", Recipient = proposer }, isClosed,
            signers.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((group, recipient), (offered.GroupId, offered.Recipient));
    }
}
