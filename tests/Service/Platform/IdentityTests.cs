using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Participatory.Access.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Platform;

public sealed class IdentityTests
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly SettableClock clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_token_brings_back_who_it_was_made_for()
    {
        foreach (var caller in (Caller[])[People.Amina, People.Grace, People.Olu, People.Femi, People.Noor,
            People.Olu with { Areas = new HashSet<string> { "E1", "E2" }, ShownAs = "Zoë \"Z\" O'Hara" }])
        {
            var read = await Verify(Tokens.Issue(caller, Key, clock.Now));

            Assert.NotNull(read);
            Assert.Equal((caller.Subject, caller.ShownAs), (read.Subject, read.ShownAs));
            Assert.Equal(caller.Roles.Order(), read.Roles.Order());
            Assert.Equal(caller.Areas.Order(StringComparer.Ordinal), read.Areas.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_token_holds_nothing_else_about_the_person()
    {
        var token = new JsonWebToken(Tokens.Issue(People.Olu, Key, clock.Now));

        Assert.Equal(["areas", "aud", "exp", "iat", "iss", "name", "nbf", "roles", "sub"], token.Claims.Select(claim => claim.Type)
            .Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("ES256", token.Alg);
        Assert.Equal(Tokens.Lifetime, token.ValidTo - token.ValidFrom);
    }

    [Theory]
    [InlineData(-31, false), InlineData(-29, true), InlineData(0, true), InlineData(299, true), InlineData(329, true),
        InlineData(331, false), InlineData(86_400, false)]
    public async Task A_token_is_good_for_five_minutes_give_or_take_the_clocks(int secondsAfter, bool good)
    {
        var token = Tokens.Issue(People.Grace, Key, clock.Now);
        clock.Advance(TimeSpan.FromSeconds(secondsAfter));

        Assert.Equal(good, await Verify(token) is not null);
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_not_ours()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Null(await Verify(Tokens.Issue(People.Noor, other, clock.Now)));
    }

    [Fact]
    public async Task A_token_that_was_changed_is_not_ours()
    {
        var token = Tokens.Issue(People.Olu, Key, clock.Now);
        var parts = token.Split('.');
        var body = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1]));

        Assert.NotNull(await Verify(token));
        Assert.Null(
            await Verify(
            $"{parts[0]}.{Base64UrlEncoder.Encode(body.Replace("officer\"", "finance\"", StringComparison.Ordinal))}.{parts[2]}"));
        Assert.Null(
            await Verify($"{parts[0]}.{Base64UrlEncoder.Encode(body.Replace("E05000001", "", StringComparison.Ordinal))}.{parts[2]}"));
        Assert.Null(await Verify($"{parts[0]}.{parts[1]}."));
        Assert.Null(await Verify($"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}"));
    }

    [Fact]
    public async Task A_token_that_nobody_signed_or_signed_in_another_way_is_not_ours()
    {
        var body = Tokens.Issue(People.Noor, Key, clock.Now).Split('.')[1];
        Assert.Null(await Verify($"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{body}."));

        // The public key is public: it must not do as a shared secret.
        var shared = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(Key.ExportSubjectPublicKeyInfoPem()));
        Assert.Null(
            await Verify(
            Make(descriptor => descriptor.SigningCredentials = new SigningCredentials(shared, SecurityAlgorithms.HmacSha256))));
    }

    [Fact]
    public async Task A_token_for_others_from_others_without_an_end_or_without_a_person_is_not_ours()
    {
        Assert.NotNull(await Verify(Make(_ => { })));
        Assert.Null(await Verify(Make(descriptor => descriptor.Audience = "somebody-else")));
        Assert.Null(await Verify(Make(descriptor => descriptor.Issuer = "somebody-else")));
        Assert.Null(await Verify(Make(descriptor => descriptor.Audience = null)));
        Assert.Null(await Verify(Make(descriptor => descriptor.Expires = null)));
        Assert.Null(await Verify(Make(descriptor => descriptor.NotBefore = null)));
        Assert.Null(await Verify(Make(descriptor => descriptor.Claims.Remove("sub"))));
        Assert.Null(await Verify(Make(descriptor => descriptor.Claims["sub"] = "")));
    }

    [Fact]
    public async Task A_role_that_we_do_not_know_gives_nothing()
    {
        var read = await Verify(Make(descriptor => descriptor.Claims["roles"] = new[] { "mayor", "anyone", "OFFICER" }));

        Assert.Empty(read!.Roles);
        Assert.False(read.Is(Role.Officer));
    }

    [Theory]
    [InlineData(""), InlineData("x"), InlineData("a.b.c"), InlineData("...."), InlineData("eyJhbGciOiJFUzI1NiJ9.."), InlineData("ä.ö.ü")]
    public async Task What_is_no_token_is_not_ours(string token) => Assert.Null(await Verify(token));

    [Fact]
    public void The_private_key_is_for_its_owner_only_and_both_halves_fit()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-test-").FullName;
        try
        {
            using var made = SigningKey.LoadOrCreate(folder);
            using var again = SigningKey.LoadOrCreate(folder);
            using var half = SigningKey.LoadFile(SigningKey.PublicPath(folder));

            Assert.Equal(made.ExportSubjectPublicKeyInfo(), again.ExportSubjectPublicKeyInfo());
            Assert.Equal(made.ExportSubjectPublicKeyInfo(), half.ExportSubjectPublicKeyInfo());
            Assert.ThrowsAny<CryptographicException>(() => half.SignData([1], HashAlgorithmName.SHA256));
            Assert.Equal(["identity.pem"], Directory.GetFiles(folder).Select(Path.GetFileName));
            Assert.Equal(["identity.pem"], Directory.GetFiles(Path.Combine(folder, "public")).Select(Path.GetFileName));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "identity.pem")));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_key_that_was_lost_is_made_anew_with_a_public_half_that_fits()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-test-").FullName;
        try
        {
            SigningKey.LoadOrCreate(folder).Dispose();
            File.Delete(Path.Combine(folder, "identity.pem"));
            using var fresh = SigningKey.LoadOrCreate(folder);
            using var half = SigningKey.LoadFile(SigningKey.PublicPath(folder));
            Assert.Equal(fresh.ExportSubjectPublicKeyInfo(), half.ExportSubjectPublicKeyInfo());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Processes_that_start_together_find_the_same_key()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-test-").FullName;
        try
        {
            var keys = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(_ => Task.Run(() => SigningKey.LoadOrCreate(folder).ExportSubjectPublicKeyInfoPem())));

            Assert.Single(keys.Distinct(StringComparer.Ordinal));
            Assert.Single(Directory.GetFiles(folder));
            Assert.Single(Directory.GetFiles(Path.Combine(folder, "public")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_key_that_somebody_has_read_is_never_written_over()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-test-").FullName;
        try
        {
            // Between looking and writing another one gets in now and then, so there are many moments.
            for (var moment = 0; moment < 300; moment++)
            {
                var path = Path.Combine(folder, $"{moment}.key");
                using var together = new Barrier(4);
                var read = await Task.WhenAll(Enumerable.Range(0, 4).Select(process => Task.Factory.StartNew(
                    () =>
                    {
                        together.SignalAndWait();
                        KeyFile.WriteOnce(path, $"key {process}", secret: true);
                        return File.ReadAllText(path);
                    },
                    TestContext.Current.CancellationToken,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default)));
                Assert.Single(read.Distinct(StringComparer.Ordinal));
            }

            Assert.Equal(300, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<Caller?> Verify(string token) => Tokens.Verify(token, Key, clock);

    private string Make(Action<SecurityTokenDescriptor> change)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Tokens.Issuer,
            Audience = Tokens.Audience,
            IssuedAt = clock.Now.UtcDateTime,
            NotBefore = clock.Now.UtcDateTime,
            Expires = clock.Now.UtcDateTime + Tokens.Lifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "subject-noor", ["name"] = "Noor", ["roles"] = new[] { "officer" },
                ["areas"] = Array.Empty<string>()
            },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(Key), SecurityAlgorithms.EcdsaSha256),
        };
        change(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }
}
