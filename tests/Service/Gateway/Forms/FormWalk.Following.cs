using Google.Protobuf;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Somebody follows an idea, an area and a group, follows one of them no more, and then none.</summary>
public sealed partial class FormWalk
{
    private async Task PeopleFollowThings()
    {
        var group = (await (await People(volunteer)).CreateGroupAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(), Name = "Bench watchers", ShownAs = "Ben who watches",
        })).GroupId;
        await Table.Fill(
            resident, $"/rounds/{round}/ideas/{ideas[ToWin[0].Title]}/follow", "",
            [Choice("HowOften", "AtOnce", "following.howOften", "HOW_OFTEN_AT_ONCE", Words.Following.AtOnce)], _ => Mine());
        await Table.Fill(resident, $"/rounds/{round}/follow", "",
        [
            Choice("Area", Elm, "following.thing.thingId", Elm, unseen: "it is called by its name"),
            Choice("HowOften", "Weekly", "following.howOften", "HOW_OFTEN_WEEKLY", Words.Following.Weekly),
        ], _ => Mine());
        await Table.Fill(
            resident, $"/groups/{group}/follow", "",
            [Choice("HowOften", "Weekly", "following[0].howOften", "HOW_OFTEN_WEEKLY", "Bench watchers")], _ => Mine());
        await Table.Fill(
            resident, "/my/following", "Stop",
            [Pressed("following[1].thing.kind", "FOLLOWING_KIND_IDEA", Words.Following.Stopped)], _ => Mine(), of: "Kind=Area");
        await Table.Fill(resident, "/my/following", "StopAll", [Pressed("following", "", Words.Following.StoppedAll)], _ => Mine());

        async Task<IMessage> Mine() => await (await People(resident)).ListMyFollowingAsync(new());
    }
}
