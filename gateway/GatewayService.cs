using System.IO.Compression;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.ResponseCompression;
using Participatory.Gateway.Assets;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Forwarding;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Words;
using Participatory.Platform;
using Participatory.Platform.Identity;
using Participatory.Platform.Calls;

namespace Participatory.Gateway;

/// <summary>The one door: pages for people, gRPC for programs, and the place where people sign in.</summary>
public static class GatewayService
{
    /// <summary>The most that anything takes which says nothing else; of forms <see cref="FormSizes"/> says it.</summary>
    private const long MaxBodyBytes = 12L * 1024 * 1024;

    /// <summary>Adds everything that the gateway needs; <see cref="GatewaySettings"/> says which settings it reads.</summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var settings = GatewaySettings.Read(builder.Configuration);
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });

        // It warns that keys lie unencrypted; they lie in a folder that only we can read.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        // Long enough for what has been accepted to be finished, short enough for whoever waits.
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        services.AddSingleton(settings);
        services.AddOwnHosts(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(GatewaySecret.Read(builder.Configuration));
        services.AddSingleton(new IdentityKey(builder.Configuration["Identity:PublicKeyFile"]
            ?? throw new InvalidOperationException("Please set Identity:PublicKeyFile to the public key of People.")));
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<CouncilFiles>().AddSingleton<Pages.About.LogoNow>();
        services.AddSingleton<KeepCouncil>();
        builder.AddPeriodicJob(CouncilNow.Interval, provider => provider.GetRequiredService<KeepCouncil>().Tick);
        services.AddHealthOfAll();
        services.AddSingleton(provider => new Say(settings.Council.TimeZone, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CouncilDays(settings.Council.TimeZone, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Pages.Council.Imports.ImportFiles>();
        services.AddSingleton<Pages.Council.Bell>().AddScoped<Pages.Council.ToDo>();
        services.AddSingleton<Pages.Council.Rounds.RoundDrafts>();
        services.AddHttpContextAccessor();
        services.AddServiceClients();
        services.AddSessions(settings);
        services.AddProviderSignIn(settings);
        services.AddGrpcForwarding(settings);
        services.AddLimits();
        builder.AddSecurityLog();
        services.AddSingleton<FormSizes>();
        services.AddSingleton<KeptForms>();
        services.AddSingleton<KeepForms>();
        services.AddPages(settings, builder.Configuration);
    }

    /// <summary>Puts the gateway's doors in their order.</summary>
    public static void MapGateway(this WebApplication app)
    {
        if (app.Services.GetRequiredService<GatewaySettings>() is { Demo: false, Officers.HasProvider: false })
        {
            app.Logger.LogWarning(
                "There is no OpenID provider (Officers:Authority): officers sign in with a code by e-mail, as everybody does, and whoever "
                + "reads their e-mail can do what they can; eng/RUNNING.md says more");
        }

        app.UseForwardedHeaders();
        app.UseResponseCompression();
        app.UseExceptionHandler();
        // After it: where something fails it takes away all headers, and what stands after it is run once more for the page of the error.
        app.UseSafeHeaders();
        app.UseKnownMethods();
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseRouting();
        app.UseKeptAddresses();
        app.UseRateLimiter();
        app.UseCookiePolicy();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.Use(app.Services.GetRequiredService<FormSizes>().Check);
        app.Use(app.Services.GetRequiredService<KeepForms>().Check);
        app.UseAuthorization();

        app.Services.GetRequiredService<AssetFiles>().Map(app);
        app.Services.GetRequiredService<CouncilFiles>().Map(app);
        app.MapIdentity();
        app.MapHealthOfAll();
        app.MapGrpcForwarding();
        app.MapRazorPages();
        app.MapFiles();
        // What is nowhere is not found, rather than refused as if it were somebody else's.
        app.MapFallback("{*nowhere}", () => Results.NotFound()).AllowAnonymous();
    }

    /// <summary>
    /// Whoever names another host is refused, so that nothing of ours ever says it. This machine's own names are for looking from inside;
    /// "AllowedHosts" can add some.
    /// </summary>
    private static void AddOwnHosts(this IServiceCollection services, GatewaySettings settings)
    {
        if (settings.Address is { } address)
        {
            services.PostConfigure<HostFilteringOptions>(options => options.AllowedHosts =
                [.. options.AllowedHosts.Where(host => host != "*"), address.Host, "localhost", "127.0.0.1", "[::1]"]);
        }
    }

    private static void AddPages(this IServiceCollection services, GatewaySettings settings, ConfigurationManager configuration)
    {
        services.AddRazorPages(options => options.Conventions.Add(new OpenToConvention()))
            .AddMvcOptions(options =>
            {
                // What a field has to hold is the services' to say; their sentences are better than the framework's.
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                // What the address itself says counts before what a form says of the same name.
                options.ValueProviderFactories.Insert(0, new RouteValueProviderFactory());
                options.Filters.Add<KnownFields>();
                options.Filters.Add<AskAgain>();
                options.Filters.Add<Pages.Council.RingAnew>();
                options.Filters.Add<ShowKept>();
                options.Filters.Add<CountForeignForms>();
            })
            .ConfigureApplicationPartManager(AddOwnPages);

        // Whatever states nothing is open to nobody.
        services.AddAuthorizationBuilder().AddFallbackPolicy("nobody", policy => policy.RequireAssertion(_ => false));
        services.AddAntiforgery(options =>
        {
            // As with sessions (Sessions.NameOf), but the framework wants one name: that of the address at which people find us.
            options.Cookie.Name = settings.Address?.Scheme == Uri.UriSchemeHttps ? "__Host-participatory-form" : "participatory-form";
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.None;
        });
        services.AddResponseCompression(options =>
        {
            // Every secret in a page is sealed afresh for each answer, so that its length and matches tell nothing.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new(settings.Council.Languages[0]);
            options.SupportedCultures = [.. settings.Council.Languages];
            options.SupportedUICultures = [.. settings.Council.Languages];
            options.ApplyCurrentCultureToResponseHeaders = true;
            // What a person has chosen counts in every browser.
            options.RequestCultureProviders.Insert(0, new CustomRequestCultureProvider(context => Task.FromResult(
                Person.LanguageOf(context.User) is { Length: > 0 } chosen ? new ProviderCultureResult(chosen) : null)));
        });
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in configuration.GetSection("Proxies").Get<string[]>() ?? [])
            {
                options.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        });
        services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.ExceptionHandlingPath = "/error";
            options.StatusCodeSelector = failure => failure is RpcException refused ? Refusals.HttpStatus(refused.StatusCode)
                : StatusCodes.Status500InternalServerError;
            // What a service refuses with a reason is an answer; it is no news for the log.
            options.SuppressDiagnosticsCallback = failed =>
                failed.Exception is RpcException refused
                    && Refusals.HttpStatus(refused.StatusCode) < StatusCodes.Status500InternalServerError;
        });
    }

    /// <summary>Where several hosts share a process, the pages are not in its entry assembly.</summary>
    private static void AddOwnPages(ApplicationPartManager parts)
    {
        var own = typeof(GatewayService).Assembly;
        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(own).GetApplicationParts(own))
        {
            if (!parts.ApplicationParts.Any(known => known.Name == part.Name && known.GetType() == part.GetType()))
            {
                parts.ApplicationParts.Add(part);
            }
        }
    }
}
