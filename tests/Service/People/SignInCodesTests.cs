using System.Text.RegularExpressions;
using Grpc.Core;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

public sealed class SignInCodesTests
{
    private const string Email = "amina.yusuf@example.org";

    [Theory, EveryDatabase]
    public async Task A_code_proves_an_address_once(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var secret = Desk.NewSecret();
        var (attempt, code) = await desk.Code(Email);
        Assert.Matches("^[0-9]{6}$", code);
        var session = await desk.Use(attempt, code, secret);
        Assert.Equal(desk.Clock.Now.AddHours(12), session.ExpireTime.ToDateTimeOffset());
        Assert.Equal(Email, (await desk.Identity(secret)).Label);
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => desk.Use(attempt, code)));
    }

    [Theory, EveryDatabase]
    public async Task The_same_try_again_is_the_same_session(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (attempt, code) = await desk.Code(Email);
        var request = new UseCodeRequest { RequestId = Desk.NewId(), AttemptId = attempt, Code = code, SessionSecret = Desk.NewSecret() };
        Assert.Equal(await desk.Gateway.UseCodeAsync(request), await desk.Gateway.UseCodeAsync(request));
    }

    [Theory, EveryDatabase]
    public async Task A_code_is_read_as_people_type_it(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var secret = Desk.NewSecret();
        var (attempt, code) = await desk.Code("  Amina.Yusuf@Example.ORG ");
        await desk.Use(attempt, $" {code[..3]} {code[3..]} ", secret);
        Assert.Equal(Email, (await desk.Identity(secret)).Label);
    }

    [Theory, EveryDatabase]
    public async Task After_five_wrong_tries_the_right_code_is_no_good_either(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (attempt, code) = await desk.Code(Email);
        for (var tries = 0; tries < 5; tries++)
        {
            Assert.Equal("SIGN_IN_CODE_WRONG", await Desk.Refused(() => desk.Use(attempt, Other(code))));
        }

        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => desk.Use(attempt, code)));
    }

    [Theory, EveryDatabase]
    public async Task Codes_that_are_asked_for_at_once_are_all_counted(string engine)
    {
        await using var desk = await Desk.Open(engine);
        for (var round = 0; round < 50; round++)
        {
            var email = $"somebody{round}@example.org";
            var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            {
                try
                {
                    await desk.Gateway.SendCodeAsync(new SendCodeRequest { RequestId = Desk.NewId(), Email = email });
                    return 1;
                }
                catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted)
                {
                    return 0;
                }
            }));
            // As many as come without a wait.
            Assert.Equal(3, sent.Sum());
        }
    }

    [Theory, EveryDatabase]
    public async Task Tries_at_the_same_time_all_count_and_only_one_is_right(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (attempt, code) = await desk.Code(Email);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                await desk.Use(attempt, code);
                return StatusCode.OK;
            }
            catch (RpcException refusal)
            {
                return refusal.StatusCode;
            }
        }));
        Assert.Single(outcomes, outcome => outcome == StatusCode.OK);
        Assert.All(outcomes, outcome => Assert.True(outcome is StatusCode.OK or StatusCode.FailedPrecondition));
    }

    [Theory, EveryDatabase]
    public async Task A_code_is_good_for_ten_minutes(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (early, good) = await desk.Code("tom.okafor@example.org");
        var (attempt, code) = await desk.Code(Email);
        desk.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        await desk.Use(early, good);
        desk.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => desk.Use(attempt, code)));
    }

    [Theory, EveryDatabase]
    public async Task A_code_is_good_only_for_the_attempt_it_was_made_for(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (_, code) = await desk.Code(Email);
        var (other, otherCode) = await desk.Code("tom.okafor@example.org");
        Assert.True(code == otherCode || await Desk.Refused(() => desk.Use(other, code)) == "SIGN_IN_CODE_WRONG");
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => desk.Use("no-such-attempt", code)));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_asks_for_many_codes_waits_longer_each_time_and_others_do_not(string engine)
    {
        await using var desk = await Desk.Open(engine);
        for (var sent = 0; sent < 3; sent++)
        {
            await desk.Code(Email);
        }

        foreach (var minutes in (int[])[1, 5, 15])
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(() => desk.Code(Email));
            Assert.Equal("CODES_TOO_MANY", refusal.Reason());
            Assert.Contains($"in {minutes} minute", refusal.Status.Detail, StringComparison.Ordinal);
            desk.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await desk.Code(Email);
        }

        await desk.Code("tom.okafor@example.org");
        // Somebody at another place asks for the first time.
        await desk.CodeFrom("elsewhere", Email);
    }

    [Theory, EveryDatabase]
    public async Task A_stranger_who_asks_in_my_name_does_not_keep_me_out(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (mine, code) = await desk.CodeFrom("home", Email);
        for (var sent = 0; sent < 3; sent++)
        {
            await desk.CodeFrom("a stranger's", Email);
        }

        Assert.Equal("CODES_TOO_MANY", await Desk.Refused(() => desk.CodeFrom("a stranger's", Email)));
        // What is on its way stays good, and a first one from where I am now comes at once.
        await desk.Use(mine, code);
        var (again, anew) = await desk.CodeFrom("work", Email);
        await desk.Use(again, anew);
    }

    [Theory, EveryDatabase]
    public async Task From_everywhere_together_an_address_gets_twenty_codes_an_hour_and_after_five_of_them_fewer_tries(string engine)
    {
        await using var desk = await Desk.Open(engine);
        List<(string Attempt, string Code)> sent = [];
        for (var number = 1; number < 20; number++)
        {
            sent.Add(await desk.CodeFrom($"place {number}", Email));
        }

        var (attempt, code) = await desk.CodeFrom("the last place", Email);
        Assert.Equal("CODES_TOO_MANY", await Desk.Refused(() => desk.CodeFrom("one place more", Email)));
        foreach (var (many, right) in ((string, string)[])[sent[4], sent[5], (attempt, code)])
        {
            for (var tries = 0; tries < 2; tries++)
            {
                Assert.Equal("SIGN_IN_CODE_WRONG", await Desk.Refused(() => desk.Use(many, Other(right))));
            }
        }

        // The fifth has three tries left, and those after it none.
        Assert.NotNull(await desk.Use(sent[4].Attempt, sent[4].Code));
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => desk.Use(sent[5].Attempt, sent[5].Code)));
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => desk.Use(attempt, code)));
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.CodeFrom("one place more", Email);
    }

    [Theory, EveryDatabase]
    public async Task Of_one_source_the_newest_code_is_good_alone_and_its_digits_are_not_in_the_subject(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (before, old) = await desk.Code(Email);
        var (attempt, code) = await desk.Code(Email);
        Assert.Equal("SIGN_IN_CODE_GONE", await Desk.Refused(() => desk.Use(before, old)));
        await desk.Use(attempt, code);
        Assert.All(await desk.Mails(), mail => Assert.DoesNotMatch("[0-9]", mail.Subject));
    }

    [Theory, EveryDatabase]
    public async Task Whether_we_know_an_address_makes_no_difference_to_the_answer_nor_to_the_e_mail(string engine)
    {
        await using var desk = await Desk.Open(engine);
        await desk.SignIn(Email);
        var (known, unknown) = (await Asked(Email), await Asked("nobody.knows@example.org"));

        Assert.Equal(known, unknown);

        async Task<(SendCodeResponse Answer, string Subject, string Body)> Asked(string email)
        {
            var answer = await desk.Gateway.SendCodeAsync(new SendCodeRequest { RequestId = Desk.NewId(), Email = email });
            Assert.Matches("^[0-9a-f]{32}$", answer.AttemptId);
            answer.AttemptId = "";
            var mail = (await desk.Mails())[0];
            Assert.Equal(email, mail.Recipient);
            return (answer, mail.Subject, Regex.Replace(mail.Body, "[0-9]{6}", "the code", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }
    }

    [Theory, EveryDatabase]
    public async Task The_same_address_is_the_same_person_whatever_the_letters(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var first = await desk.Identity(await desk.SignIn(Email));
        var again = await desk.Identity(await desk.SignIn("AMINA.Yusuf@example.org"));
        Assert.Equal(first.Subject, again.Subject);
        Assert.DoesNotContain("amina", first.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("amina")]
    [InlineData("amina@")]
    [InlineData("Amina <amina@example.org>")]
    [InlineData("amina@example.org, tom@example.org")]
    public async Task What_cannot_be_an_address_is_said_at_its_field(string email)
    {
        await using var desk = await Desk.Open("sqlite");
        var refusal = await Assert.ThrowsAsync<RpcException>(() => desk.Code(email));
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Equal("email", Assert.Single(refusal.FieldFaults()).Name);
    }

    [Theory, EveryDatabase]
    public async Task No_secret_and_no_code_is_kept_as_it_is(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var secret = await desk.SignIn(Email);
        await using var session = await desk.Service.Database.Read(TestContext.Current.CancellationToken);
        var kept = Assert.Single(await session.Many<byte[]>(new Sql("SELECT secret_hash FROM session")));
        Assert.NotEqual(secret.ToByteArray(), kept);
        Assert.All(
            await session.Many<byte[]>(new Sql("SELECT answer FROM request")),
            answer => Assert.Equal(-1, answer.AsSpan().IndexOf(secret.Span)));
    }

    private static string Other(string code) => code == "000000" ? "000001" : "000000";
}
