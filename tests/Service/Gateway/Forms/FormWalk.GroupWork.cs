using Google.Protobuf;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>What groups do in the other services: one proposes, and two of it say yes to the money.</summary>
public sealed partial class FormWalk
{
    private const string Lamps = "The lamp lighters";

    private string lamps = "";

    /// <summary>Long before it does anything, so that every service has heard of it by then.</summary>
    private async Task AGroupIsThereEarly()
    {
        var (tom, amina) = (await People(volunteer), await People(resident));
        lamps = (await tom.CreateGroupAsync(new()
        {
            RequestId = NewId(), Name = Lamps, Description = "We light the path in winter.", ShownAs = "Tom",
        })).GroupId;
        var secret = new string('8', 40);
        await tom.InviteToGroupAsync(new() { RequestId = NewId(), GroupId = lamps, Secret = secret });
        await amina.AcceptGroupInvitationAsync(new() { RequestId = NewId(), Secret = secret, ShownAs = "Amina" });
        var members = (await tom.GetGroupMembersAsync(new() { GroupId = lamps })).Members;
        await tom.AskSignerAsync(
            new() { RequestId = NewId(), GroupId = lamps, MemberId = members.First(member => !member.IsYou).MemberId });
        await amina.AnswerSignerAsync(new() { RequestId = NewId(), GroupId = lamps, Yes = true });
    }

    /// <summary>Somebody else of the group says yes to the bank details that count.</summary>
    private Task<Answer> ASecondPersonOfTheGroupSaysYes() => Table.Fill(
        resident, Money(Bench), "Second", [Pressed("step", "PAYEE_STEP_CHECK", Words.GroupWork.SecondDone)], _ => Payee(Bench));

    /// <summary>A grant of one person is offered to it, taken back, offered again, and not taken.</summary>
    private async Task AGrantIsOfferedToAGroup()
    {
        var ofResident = await DoorOf(resident);
        await Offer();
        await Table.Fill(volunteer, Money(Lights), "Back",
            [Pressed("moves[0].state", "AWARD_MOVE_STATE_TAKEN_BACK", Words.GroupWork.MoveTo)], _ => Moves());
        await Offer();
        Assert.Contains(Words.GroupWork.ForYouAnswer, await resident.Read("/my"), StringComparison.Ordinal);
        await Table.Fill(resident, "/my/grants", "Answer",
            [Pressed("moves[0].state", "AWARD_MOVE_STATE_REFUSED", Words.GroupWork.ForYouAnswered)], _ => Moves(), of: "Yes=false");

        Task<Answer> Offer() => Table.Fill(volunteer, Money(Lights), "Move",
            [Choice("MoveTo", lamps, "moves[0].groupId", lamps, Words.GroupWork.MoveBack) with { Suggested = "the only group" }],
            _ => Moves());

        async Task<IMessage> Moves() => await ofResident.Grants.ListMyAwardMovesAsync(new());
    }

    private static string NewId() => Guid.NewGuid().ToString();
}
