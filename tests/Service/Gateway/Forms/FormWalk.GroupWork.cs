using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>What groups do in the other services: they propose.</summary>
public sealed partial class FormWalk
{
    private const string Lamps = "The lamp lighters";

    private string lamps = "";

    /// <summary>Long before it does anything, so that every service has heard of it by then.</summary>
    private async Task AGroupIsThereEarly() => lamps = (await (await People(resident)).CreateGroupAsync(new()
    {
        RequestId = Guid.NewGuid().ToString(), Name = Lamps, Description = "We light the path in winter.", ShownAs = "Amina",
    })).GroupId;

    private async Task AGroupHasAnIdea()
    {
        var ofResident = await DoorOf(resident);
        var sent = await Table.Fill(resident, $"/rounds/{round}/propose", "",
        [
            Text("Title", "A lantern walk", "title"),
            Text("Words", "With songs and soup,\non the longest night.", "words"),
            Text("WhoBenefits", "Whoever is afraid of the dark", "whoBenefits"),
            Choice("AreaCode", Harbour, "areaCode", Harbour, "Harbour"),
            Pounds("Estimate", "31.50", "estimate.amountMinor"),
            Text("ShownAs", "Amina of the lamps", "shownAs"),
            Choice("GroupId", lamps, "groupId", lamps, Lamps),
            Choice("CountsFor", "for-trees-and-birds", "countsFor", "for-trees-and-birds", unseen: "the rules of the money say it"),
        ], answer => Idea(answer.Id));
        // It is on no paper, so that what follows goes as before.
        await ofResident.Proposals.WithdrawProposalAsync(
            new() { RequestId = Guid.NewGuid().ToString(), RoundId = round, ProposalId = sent.Id });
    }
}
