using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>An idea is sent with photos; and one that was changed is hidden with what it said before.</summary>
public sealed partial class FormWalk
{
    private async Task AnIdeaIsSentWithPhotos()
    {
        const string OtherRow = "another row types it";
        var sent = await Table.Fill(resident, $"/rounds/{round}/propose", "",
        [
            Text("Title", "Shade for the slide", "title"),
            Text("Words", "In July the slide\nis too hot.", "words"),
            Choice("AreaCode", Elm, "areaCode", Elm, "Elm Park"),
            .. Enumerable.Range(1, 4).SelectMany(n => (Typed[])
            [
                Upload(
                    $"Photo{n}", $"slide-{n}.jpg", TestJpeg.Picture(), "photos.mediaType", "image/jpeg", unseen: "a picture is looked at"),
                Text($"Alt{n}", $"The slide in the sun, side {n}", "photos.altText"),
            ]),
            Typed.Unread("EverybodySaidYes", "true", "without it no picture is taken", unseen: "it is not kept"),
            .. Left("WhoBenefits"), .. Left("Estimate"), .. Left("ShownAs"), .. Left("PlaceWords"), .. Left("Latitude"),
            .. Left("Longitude"), .. Left("GroupId"), .. Left("CountsFor"),
        ], answer => Idea(answer.Id));
        await Table.Fill(
            resident, $"/rounds/{round}/ideas/{sent.Id}", "PhotoFirst",
            [Pressed("photos[0].altText", "The slide in the sun, side 2", unseen: "lists show it first")], answer => Idea(answer.Id));
        // A draft holds no photos, and the page says so.
        await Table.Fill(resident, $"/rounds/{round}/propose", "Keep",
        [
            Text("Title", "Shade for the swings", "title", unseen: AgainInForm),
            Text("Words", "In August they are, too.", "words", unseen: AgainInForm),
            Typed.Unread("Alt1", "The swings in the sun", "a draft holds no photos", Words.Maps.PhotosLeft),
            .. Left("Photo1"), .. Enumerable.Range(2, 3).SelectMany(n => Left($"Photo{n}").Concat(Left($"Alt{n}"))),
            .. Left("EverybodySaidYes"), .. Left("AreaCode"), .. Left("WhoBenefits"), .. Left("Estimate"), .. Left("ShownAs"),
            .. Left("PlaceWords"), .. Left("Latitude"), .. Left("Longitude"), .. Left("GroupId"), .. Left("CountsFor"),
        ], async answer => await (await DoorOf(resident)).Proposals.GetProposalDraftAsync(
            new() { DraftId = System.Web.HttpUtility.ParseQueryString(answer.To.Split('?')[1])["draft"] }));

        var ofResident = (await DoorOf(resident)).Proposals;
        await ofResident.EditProposalAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(), RoundId = round, ProposalId = sent.Id, Version = 1, Title = "Shade for everybody",
            Words = "Trees are better than a roof.",
        });
        await Table.Fill(officer, $"/council/rounds/{round}/ideas/{sent.Id}/look?part=Words", "",
        [
            Typed.Unread("Judgement", "Hide", OtherRow, unseen: OtherRow) with { IsChoice = true },
            Typed.Unread("Reason", "Advertising", OtherRow, unseen: OtherRow) with { IsChoice = true },
            Tick("HideEarlier", "versions.concealed", unseen: "nobody else reads it"),
        ], async _ => await doors.Officer.Proposals.ListProposalVersionsAsync(new() { RoundId = round, ProposalId = sent.Id }));
        await ofResident.WithdrawProposalAsync(new() { RequestId = Guid.NewGuid().ToString(), RoundId = round, ProposalId = sent.Id });
    }
}
