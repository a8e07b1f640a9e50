using System;
using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;

var environment = new Uri(Environment.GetEnvironmentVariable("DATAVERSE_URL") ?? throw new InvalidOperationException("Set the app setting DATAVERSE_URL, such as https://contoso.crm4.dynamics.com."));
var identity = new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddTransient<IOrganizationService>(_ => new ServiceClient(
    environment, async url => (await identity.GetTokenAsync(new Azure.Core.TokenRequestContext([new Uri(new Uri(url), "/.default").ToString()]))).Token, useUniqueInstance: true));
builder.Build().Run();
