using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Access.V1;
using Participatory.People.Passkeys;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Passkeys, with a device of our own that follows the standard, and one that does not.</summary>
public sealed class PasskeyTests
{
    private const string Amina = "amina.yusuf@example.org", Bob = "bob@example.org", Olu = "olu@council.example";

    private static readonly (string Name, string Value) Here = ("Address", "http://localhost:5080");

    private static readonly Sql CopyToPlace = new("""
        INSERT INTO passkey (passkey_id, subject, place, credential_hash, credential_id, name, public_key, use_count, added_at)
        SELECT @id, subject, @place, @hash, @hash, name, public_key, 0, added_at FROM passkey WHERE place = 1
        """);

    [Theory, EveryDatabase]
    public async Task A_passkey_signs_in_without_a_code_and_says_when_it_did(string engine)
    {
        await using var desk = await Desk.Open(engine, Here);
        using var phone = new SoftDevice();
        var amina = await SignedIn(desk, Amina);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        var added = await Add(desk, amina, phone, "My phone");
        Assert.Null(added.UseTime);
        Assert.False(Assert.Single((await desk.As(amina).GetMySessionsAsync(new())).Sessions).Passkey);

        desk.Clock.Advance(TimeSpan.FromDays(1));
        var secret = await SignIn(desk, phone);
        var identity = await desk.Identity(secret);
        Assert.Equal(amina.Subject, identity.Subject);
        Assert.Equal(desk.Clock.Now, identity.ProveTime.ToDateTimeOffset());
        var back = (await desk.CallerIn(identity))!;
        var mine = Assert.Single((await desk.As(back).GetMyPasskeysAsync(new())).Passkeys);
        Assert.Equal(("My phone", desk.Clock.Now), (mine.Name, mine.UseTime.ToDateTimeOffset()));
        Assert.Contains((await desk.As(back).GetMySessionsAsync(new())).Sessions, session => session is { Here: true, Passkey: true });
    }

    [Fact]
    public async Task A_device_calls_the_council_as_its_administrators_do()
    {
        await using var desk = await Desk.Open("sqlite", Here);
        await desk.As(Tests.People.Nia).ChangeProfileAsync(
            new() { RequestId = Desk.NewId(), Profile = new CouncilProfile { Name = "Elm District Council" } });
        var asked = await desk.As(await SignedIn(desk, Amina)).GetNewPasskeyQuestionAsync(new());
        Assert.Equal("Elm District Council", JsonNode.Parse(asked.Options)!["rp"]!["name"]!.ToString());
    }

    [Theory, EveryDatabase]
    public async Task A_question_is_good_for_one_answer_and_for_five_minutes(string engine)
    {
        await using var desk = await Desk.Open(engine, Here);
        using var phone = new SoftDevice();
        await Add(desk, await SignedIn(desk, Amina), phone);

        var asked = await Ask(desk);
        var answer = phone.Show(asked.Options);
        var request = Answered(asked, answer);
        await desk.Gateway.UsePasskeyAsync(request);
        // The same request again is the same sign-in, and another one with the same answer is none.
        await desk.Gateway.UsePasskeyAsync(request);
        Assert.Equal("PASSKEY_QUESTION_GONE", await Refused(desk, asked, answer));

        var wrong = await Ask(desk);
        Assert.Equal("PASSKEY_WRONG", await Refused(desk, wrong, "{}"));
        Assert.Equal("PASSKEY_QUESTION_GONE", await Refused(desk, wrong, phone.Show(wrong.Options)));

        var late = await Ask(desk);
        desk.Clock.Advance(PasskeyQuestions.GoodFor);
        Assert.Equal("PASSKEY_QUESTION_GONE", await Refused(desk, late, phone.Show(late.Options)));
        Assert.Equal("PASSKEY_QUESTION_GONE", await Desk.Refused(async () => await desk.Gateway.UsePasskeyAsync(
            new() { RequestId = Desk.NewId(), Question = "made up", Answer = answer, SessionSecret = Desk.NewSecret() })));
    }

    [Theory, EveryDatabase]
    public async Task Nothing_that_a_device_says_wrongly_signs_anybody_in(string engine)
    {
        await using var desk = await Desk.Open(engine, Here);
        using var phone = new SoftDevice();
        using var bobs = new SoftDevice();
        await Add(desk, await SignedIn(desk, Amina), phone);
        await Add(desk, await SignedIn(desk, Bob), bobs);

        phone.Origin = "http://localhost.example:5080";
        await Wrong(phone.Show);
        phone.Origin = "http://localhost:5080";
        var other = await Ask(desk);
        await Wrong(_ => phone.Show(other.Options));
        phone.KnowsItsOwner = false;
        await Wrong(phone.Show);
        phone.KnowsItsOwner = true;
        // Somebody else's passkey that says it is Amina's, hers with Bob's signature, one that says nothing of whose it is, and one that
        // nobody has.
        var own = bobs.Owner;
        bobs.Owner = phone.Owner;
        await Wrong(bobs.Show);
        (bobs.Owner, var bobsId) = (own, bobs.CredentialId);
        bobs.CredentialId = phone.CredentialId;
        await Wrong(bobs.Show);
        bobs.CredentialId = [1, 2, 3];
        await Wrong(bobs.Show);
        (bobs.CredentialId, bobs.Owner) = (bobsId, []);
        await Wrong(bobs.Show);
        await Wrong(_ => "no JSON");
        await Wrong(_ => """{"rawId":"AAAA","response":{"authenticatorData":"AAAA","signature":"AAAA","clientDataJSON":"AAAA"}}""");

        bobs.Owner = own;
        await SignIn(desk, bobs);
        await SignIn(desk, phone);

        async Task Wrong(Func<string, string> answer)
        {
            var asked = await Ask(desk);
            Assert.Equal("PASSKEY_WRONG", await Refused(desk, asked, answer(asked.Options)));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_device_whose_count_goes_back_is_a_copy(string engine)
    {
        await using var desk = await Desk.Open(engine, Here);
        using var phone = new SoftDevice();
        await Add(desk, await SignedIn(desk, Amina), phone);
        phone.Count = 7;
        await SignIn(desk, phone);
        // Showing it counts one more: it says 4, 8 once again, and 0.
        foreach (var back in (uint[])[3, 7, uint.MaxValue])
        {
            phone.Count = back;
            var asked = await Ask(desk);
            Assert.Equal("PASSKEY_WRONG", await Refused(desk, asked, phone.Show(asked.Options)));
        }

        phone.Count = 8;
        await SignIn(desk, phone);
    }

    [Theory, EveryDatabase]
    public async Task A_new_passkey_answers_the_question_of_its_own_session(string engine)
    {
        await using var desk = await Desk.Open(engine, Here);
        using var phone = new SoftDevice();
        var (amina, elsewhere, bob) = (await SignedIn(desk, Amina), await SignedIn(desk, Amina), await SignedIn(desk, Bob));
        var asked = await desk.As(amina).GetNewPasskeyQuestionAsync(new());
        foreach (var other in (Caller[])[elsewhere, bob])
        {
            Assert.Equal("PASSKEY_QUESTION_GONE", await Desk.Refused(() => Added(desk, other, asked, phone.Make(asked.Options))));
        }

        var toSignIn = await Ask(desk);
        Assert.Equal("PASSKEY_QUESTION_GONE", await Desk.Refused(() => Added(desk, amina, toSignIn, phone.Make(asked.Options))));
        phone.Origin = "https://somewhere.example";
        Assert.Equal("PASSKEY_WRONG", await Desk.Refused(() => Added(desk, amina, asked, phone.Make(asked.Options))));
        phone.Origin = "http://localhost:5080";
        Assert.Equal("PASSKEY_QUESTION_GONE", await Desk.Refused(() => Added(desk, amina, asked, phone.Make(asked.Options))));
        await Add(desk, amina, phone);

        // The same credential is nobody's twice, and whoever signed in an hour ago adds none and removes none.
        using var copy = new SoftDevice { CredentialId = phone.CredentialId };
        Assert.Equal("PASSKEY_KNOWN", await Desk.Refused(() => Add(desk, bob, copy)));
        desk.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("SIGN_IN_AGAIN", await Desk.Refused(async () => await desk.As(bob).GetNewPasskeyQuestionAsync(new())));
        Assert.Equal("SIGN_IN_AGAIN", await Desk.Refused(() => Added(desk, bob, asked, phone.Make(asked.Options))));
        Assert.Equal("SIGN_IN_AGAIN", await Desk.Refused(() => Remove(desk, bob, "a-passkey")));
    }

    [Theory, EveryDatabase]
    public async Task A_person_has_ten_at_most_and_removes_their_own_alone(string engine)
    {
        await using var desk = await Desk.Open(engine, Here);
        using var phone = new SoftDevice();
        var (amina, bob) = (await SignedIn(desk, Amina), await SignedIn(desk, Bob));
        var first = await Add(desk, amina, phone);
        await using (var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            foreach (var place in Enumerable.Range(2, 9))
            {
                var hash = Enumerable.Repeat((byte)place, 32).ToArray();
                await transaction.Execute(CopyToPlace, new { id = $"copy-{place}", place, hash });
            }

            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
                () => transaction.Execute(CopyToPlace, new { id = "copy-11", place = 11, hash = new byte[32] }));
            await transaction.Commit();
        }

        Assert.Equal("PASSKEYS_TOO_MANY", await Desk.Refused(async () => await desk.As(amina).GetNewPasskeyQuestionAsync(new())));
        await Remove(desk, bob, first.PasskeyId);
        Assert.Equal(10, (await desk.As(amina).GetMyPasskeysAsync(new())).Passkeys.Count);
        await Remove(desk, amina, first.PasskeyId);
        await Remove(desk, amina, first.PasskeyId);
        Assert.Equal(9, (await desk.As(amina).GetMyPasskeysAsync(new())).Passkeys.Count);
        var asked = await Ask(desk);
        Assert.Equal("PASSKEY_WRONG", await Refused(desk, asked, phone.Show(asked.Options)));
        using var another = new SoftDevice();
        await Add(desk, amina, another);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_adds_or_removes_one_is_told_by_e_mail_and_signed_out_elsewhere(string engine)
    {
        await using var desk = await Desk.Open(engine, Here);
        using var phone = new SoftDevice();
        var (here, there, bobs) = (await desk.SignIn(Amina), await desk.SignIn(Amina), await desk.SignIn(Bob));
        var amina = (await desk.CallerIn(await desk.Identity(here)))!;
        var added = await Add(desk, amina, phone, "My phone");
        await desk.Identity(here);
        await desk.Identity(bobs);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(there)));

        there = await SignIn(desk, phone);
        await Remove(desk, amina, added.PasskeyId);
        await desk.Identity(here);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(there)));
        await desk.SendNotices();
        Assert.Equal(
            ["A passkey was removed from your account: My phone", "A passkey was added to your account: My phone"],
            (await desk.Mails()).Where(mail => mail.Recipient == Amina && mail.Subject.Contains("passkey", StringComparison.Ordinal))
                .Select(mail => mail.Subject).OrderDescending(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task An_officer_who_has_a_passkey_is_none_by_a_code_alone(string engine)
    {
        await using var desk = await Desk.Open(engine, [Here, .. Desk.Named(0, Olu, "Olu Ade, ward officer", "officer")]);
        using var phone = new SoftDevice();
        var (secret, there) = (await desk.SignIn(Olu), await desk.SignIn(Olu));
        var olu = (await desk.CallerIn(await desk.Identity(secret)))!;
        Assert.True(olu.Is(Role.Officer));
        var added = await Add(desk, olu, phone);
        Assert.True((await desk.CallerIn(await desk.Identity(secret)))!.Is(Role.Officer));
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(there)));

        var (attempt, code) = await desk.Code(Olu);
        var byCode = Desk.NewSecret();
        Assert.True((await desk.Use(attempt, code, byCode)).PasskeyNeeded);
        var half = (await desk.CallerIn(await desk.Identity(byCode)))!;
        Assert.Empty(half.Roles);
        Assert.Equal("PASSKEY_NEEDED", await Desk.Refused(() => Remove(desk, half, added.PasskeyId)));
        Assert.Equal("PASSKEY_NEEDED", await Desk.Refused(async () => await desk.As(half).GetNewPasskeyQuestionAsync(new())));

        var whole = (await desk.CallerIn(await desk.Identity(await SignIn(desk, phone))))!;
        Assert.True(whole.Is(Role.Officer));
        await Remove(desk, whole, added.PasskeyId);
        // An address that has had three codes waits for the next.
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await desk.CallerIn(await desk.Identity(await desk.SignIn(Olu))))!.Is(Role.Officer));
    }

    [Theory, EveryDatabase]
    public async Task A_council_that_changes_its_name_lets_its_officers_in_by_a_setting(string engine)
    {
        await using var desk = await Desk.Open(
            engine, [Here, ("Officers:PasskeyOnceAdded", "false"), .. Desk.Named(0, Olu, "Olu Ade, ward officer", "officer")]);
        using var phone = new SoftDevice();
        var olu = await SignedIn(desk, Olu);
        await Add(desk, olu, phone);
        Assert.True((await SignedIn(desk, Olu)).Is(Role.Officer));
        Assert.False((await desk.As(olu).GetMyPasskeysAsync(new())).Advised);
    }

    [Theory, EveryDatabase]
    public async Task An_address_without_a_name_has_no_passkeys(string engine)
    {
        await using var desk = await Desk.Open(engine, ("Address", "http://127.0.0.1:5080"));
        var amina = await SignedIn(desk, Amina);
        Assert.False((await desk.As(amina).GetMyPasskeysAsync(new())).Possible);
        Assert.Equal("PASSKEYS_OFF", await Desk.Refused(async () => await desk.As(amina).GetNewPasskeyQuestionAsync(new())));
        Assert.Equal("PASSKEYS_OFF", await Desk.Refused(async () => await Ask(desk)));
    }

    [Fact]
    public async Task An_officer_who_signs_in_by_code_alone_is_advised_to_add_one()
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Desk.Open(
            "sqlite", [.. post.AsSettings, .. Desk.Named(0, Olu, "Olu Ade, ward officer", "officer")]);
        var olu = Tests.People.Resident(await desk.Add(Olu));
        Assert.True((await desk.As(olu).GetMyPasskeysAsync(new())).Advised);
        Assert.False((await desk.As(Tests.People.Resident(await desk.Add(Amina))).GetMyPasskeysAsync(new())).Advised);
    }

    internal static async Task<Caller> SignedIn(Desk desk, string email) =>
        (await desk.CallerIn(await desk.Identity(await desk.SignIn(email))))!;

    private static async Task<PasskeyQuestion> Ask(Desk desk) => await desk.Gateway.GetPasskeyQuestionAsync(new());

    internal static async Task<Passkey> Add(Desk desk, Caller who, SoftDevice device, string name = "A passkey")
    {
        var asked = await desk.As(who).GetNewPasskeyQuestionAsync(new());
        return await Added(desk, who, asked, device.Make(asked.Options), name);
    }

    private static async Task<Passkey> Added(Desk desk, Caller who, PasskeyQuestion asked, string answer, string name = "A passkey") =>
        await desk.As(who).AddPasskeyAsync(
            new() { RequestId = Desk.NewId(), Question = asked.Question, Answer = answer, Name = name });

    internal static async Task Remove(Desk desk, Caller who, string passkeyId) =>
        await desk.As(who).RemovePasskeyAsync(new() { RequestId = Desk.NewId(), PasskeyId = passkeyId });

    internal static async Task<ByteString> SignIn(Desk desk, SoftDevice device)
    {
        var asked = await Ask(desk);
        var request = Answered(asked, device.Show(asked.Options));
        await desk.Gateway.UsePasskeyAsync(request);
        return request.SessionSecret;
    }

    private static UsePasskeyRequest Answered(PasskeyQuestion asked, string answer) =>
        new() { RequestId = Desk.NewId(), Question = asked.Question, Answer = answer, SessionSecret = Desk.NewSecret() };

    private static Task<string> Refused(Desk desk, PasskeyQuestion asked, string answer) =>
        Desk.Refused(async () => await desk.Gateway.UsePasskeyAsync(Answered(asked, answer)));
}
