using Google.Protobuf;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Who works here and what they may do.</summary>
public sealed partial class FormWalk
{
    // A demonstration sends every e-mail, so one that was given up is put there.
    private static readonly Sql InsertUnsent = new("""
        INSERT INTO notice (notice_id, recipient, reason, details, created_at, tries, set_aside_at, set_aside_reason)
        SELECT 'unsent', subject, 'HELP_OFFERED', '{"Title":"A bench"}', 1, 28, 1, 'GIVEN_UP' FROM address
        WHERE value = 'grace@council.example'
        """);

    private static readonly Sql InsertPasskey = new("""
        INSERT INTO passkey (passkey_id, subject, place, credential_hash, credential_id, name, public_key, use_count, added_at)
        SELECT 'lost', subject, 1, @hash, @hash, 'A lost phone', @hash, 0, 1 FROM address WHERE value = @uma
        """);

    private async Task AnAdministratorSaysHowTheCouncilLooks()
    {
        const string change = "/council/profile/change";
        Typed[] typed =
        [
            Text("Name", "Harbour Town Council", "name"), Text("Accent", "#123456", "accent", unseen: "it is seen as a colour"),
            Text("AccentDark", "#1f2e3d", "accentDark", unseen: "it is seen as a colour"),
            Text("ContactName", "Quay team", "contactName"), Text("ContactPhone", "01632 960 777", "contactPhone"),
            Text("ContactHours", "Tuesdays, 10am to noon", "contactHours"), Text("ContactEmail", "quay@council.example", "contactEmail"),
            Text("ContactAddress", "The old customs house", "contactAddress"),
            Text("PrivacyContact", "Pat Quill, town clerk", "privacyContact"),
            Text("PrivacyWords", "We keep the minutes of the harbour board.", "privacyWords"),
            Text("AccessibilityWords", "The quay has a ramp.", "accessibilityWords"),
        ];
        await Table.Fill(administrator, change, "Look",
            [.. typed.Select(one => Unread(one.Field, one.Value, "nothing is saved yet", unseen: one.Unseen))]);
        await Table.Fill(
            administrator, change, "", [.. typed.Select(one => one with { Suggested = "looked at first" })], _ => Profile(),
            [(officer, "/council/profile"), (anyone, "/privacy")]);
        await AnAdministratorWritesLetters();
        await AnAdministratorSaysWhenNobodyWorks();
        await AnAdministratorChoosesALogo();

        async Task<IMessage> Profile() => (await (await People(administrator)).ListProfilesAsync(new())).Profiles[0];
    }

    private async Task AnAdministratorWritesLetters()
    {
        const string page = "/council/profile/letters";
        Typed[] typed =
        [
            Text("Heading", "Now {area} votes", "heading", seen: "Now Old Harbour votes"),
            Text("Paragraphs", "It is {round} along the quays.", "paragraphs", seen: "It is A greener town along the quays."),
            Text("MailWords", "Fair winds from {council}", "mailWords", seen: "Fair winds from Harbour Town Council"),
        ];
        await Table.Fill(
            administrator, page, "Look", [.. typed.Select(one => Unread(one.Field, one.Value, "nothing is saved yet", one.Seen))]);
        await Table.Fill(
            administrator, page, "", [.. typed.Select(one => one with { Suggested = "looked at first" })],
            async _ => (await (await People(administrator)).ListLetterWordsAsync(new())).Letters[0], [(officer, page)]);
    }

    private async Task AnAdministratorSaysWhenNobodyWorks()
    {
        const string page = "/council/profile/holidays";
        Typed[] typed =
        [
            Choice("Nation", "Wales", "nation", "NATION_WALES", Words.Profile.NationWales),
            Text("Days", "2/5/2036", "days", "2036-05-02", "Friday 2 May 2036"),
        ];
        await Table.Fill(administrator, page, "Look", [.. typed.Select(one =>
            Unread(one.Field, one.Value, "nothing is saved yet", one.Seen) with { IsChoice = one.IsChoice })]);
        await Table.Fill(
            administrator, page, "", [.. typed.Select(one => one with { Suggested = "looked at first" })],
            async _ => await (await People(officer)).GetHolidaysAsync(new()), [(officer, page)]);
    }

    private async Task AnAdministratorChoosesALogo()
    {
        const string page = "/council/profile/logo";
        var sent = await Table.Fill(administrator, page, "",
        [
            Upload("Content", "quay.png", TestPng.Picture(), "width", "3", unseen: "a picture is looked at"),
            Text("AltText", "A quay with a crane", "altText"),
        ], async answer => await (await People(administrator)).GetAddedLogoAsync(new() { LogoId = answer.To.Split('=')[^1] }));
        await Table.Fill(
            administrator, sent.To, "Use", [Pressed("picture.altText", "A quay with a crane", "A quay with a crane")], _ => Logo(),
            [(officer, page)]);
        await Table.Fill(administrator, page, "TakeAway", [Pressed("picture", "", Words.Profile.LogoTakenAway)], _ => Logo());

        async Task<IMessage> Logo() => (await (await People(administrator)).ListLogosAsync(new())).Logos[0];
    }

    private async Task AdministratorsSayWhoWorksHere()
    {
        const string uma = "uma@council.example";
        await Table.Fill(administrator, "/council/staff/invite", "",
        [
            Text("Email", uma, "staff.email"), Text("ShownAs", "Uma Reyes, ward officer", "staff.shownAs"),
            Choice("Role", "Officer", "staff.held.role", "ROLE_OFFICER", Words.Staff.Officer),
            Choice("Areas", Elm, "staff.held.areas", Elm, "Elm Park"),
            Text("EndTime", "2036-06-30", "staff.held.endTime", "2036-06-30T23:00:00Z", "30 June 2036"),
        ], _ => Staff());
        await Table.Fill(administrator, "/council/staff/give", "",
        [
            Choice("Email", uma, "staff.email", uma, "Uma Reyes"),
            Choice("Role", "Officer", "staff.held.role", "ROLE_OFFICER", Words.Staff.Officer),
            Choice("Areas", Harbour, "staff.held.areas", Harbour, unseen: "the place has another name in another round"),
            Text("EndTime", "2036-07-31", "staff.held.endTime", "2036-07-31T23:00:00Z", "31 July 2036"),
        ], _ => Staff());
        await Table.Fill(administrator, "/council/staff/give", "",
        [
            Choice("Email", uma, "staff.email", uma, "Uma Reyes"),
            Choice("Role", "Finance", "staff.held.role", "ROLE_FINANCE", Words.Staff.Waits),
            Unread("Areas", "", "only officers have areas", unseen: "as above") with { IsLeft = true, IsChoice = true },
            Unread("EndTime", "", "it has no end", unseen: "as above") with { IsLeft = true },
        ], _ => Staff());
        var ann = await ByEmail("ann@council.example");
        await Table.Fill(ann, "/council/staff", "",
            [Pressed("staff.held.confirmedBy", "Ann Lee, head of audit", Words.Staff.ConfirmedTitle)], _ => Staff(), of: "What=confirm");
        await using (var transaction = await people.Begin(TestContext.Current.CancellationToken))
        {
            await Participatory.People.Persons.Addresses.FindOrAdd(transaction, uma, language: null, DateTimeOffset.UtcNow);
            await transaction.Execute(InsertPasskey, new { uma, hash = new byte[32] });
            await transaction.Commit();
        }

        foreach (var (what, who, kind, title) in ((string, Typist, string, string)[])
            [
                ("reset", administrator, "ASKED", Words.Staff.ResetAskedTitle),
                ("reset-decline", administrator, "DECLINED", Words.Staff.ResetDeclinedTitle),
                ("reset", ann, "ASKED", Words.Staff.ResetAskedTitle),
                ("reset-confirm", administrator, "CONFIRMED", Words.Staff.ResetDoneTitle),
            ])
        {
            await Table.Fill(who, "/council/staff", "",
                [Pressed("changes[0].kind", $"STAFF_CHANGE_KIND_RESET_{kind}", title)], _ => Changes(), of: $"What={what}&Email={uma}");
        }

        await Table.Fill(administrator, "/council/staff/sign-out", "",
            [Unread("Email", "nobody.known@example.org", "nobody is told whether there is an account", Words.Staff.SignedOutTitle)]);
        await Table.Fill(administrator, "/council/staff", "",
            [Pressed("changes[0].kind", "STAFF_CHANGE_KIND_ROLE_TAKEN", Words.Staff.TakenTitle)], _ => Changes(), of: $"Email={uma}");
        await Table.Fill(administrator, "/council/staff", "",
            [Pressed("changes[0].kind", "STAFF_CHANGE_KIND_ROLES_ENDED", Words.Staff.EndedTitle)], _ => Changes(), of: "What=end");

        await using (var transaction = await people.Begin(TestContext.Current.CancellationToken))
        {
            await transaction.Execute(InsertUnsent);
            await transaction.Commit();
        }

        await Table.Fill(officer, "/council/staff", "",
            [Unread("", "", "it is sent", Words.Council.UnsentTriedTitle)], of: "What=try");

        async Task<IMessage> Staff() => await (await People(administrator)).ListStaffAsync(new() { PageSize = 100 });

        async Task<IMessage> Changes() => await (await People(administrator)).ListStaffChangesAsync(new() { PageSize = 100 });
    }
}
