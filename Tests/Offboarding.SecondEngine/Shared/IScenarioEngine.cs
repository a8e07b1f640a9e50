using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.SecondEngine;

/// <summary>What a scenario needs of an engine: rows, queries, and the plug-ins of the product around writes. It is 15 January 2027, 9 o'clock in Berlin.</summary>
public interface IScenarioEngine : IDisposable
{
    /// <summary>Reads rows.</summary>
    IOrganizationService Service { get; }

    /// <summary>Lets the user read another language: 1033 English, 1031 German.</summary>
    void Speak(int language);

    /// <summary>Creates a row past the product, as a migration does.</summary>
    Guid Migrate(Entity row);

    /// <summary>Creates a row as a user does.</summary>
    Guid Create(Entity row);

    /// <summary>Changes a row as a user does.</summary>
    void Update(Entity row);

    /// <summary>Deletes a row as a user does.</summary>
    void Delete(EntityReference row);

    /// <summary>Calls an operation of the product.</summary>
    /// <param name="request">Its message with the inputs.</param>
    /// <returns>Its outputs.</returns>
    ParameterCollection Execute(OrganizationRequest request);

    /// <summary>The message with which an act is refused; null: it is done.</summary>
    string? RefusalOf(Action act);
}
